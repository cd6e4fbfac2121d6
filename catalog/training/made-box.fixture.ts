import type { IdentityBox } from '../queries/identity-boxes.ts';

/** An identified box of a photo and an encounter of its own, unless told otherwise. */
export function madeBox(boxId: number, change: Partial<IdentityBox> = {}): IdentityBox {
  const individualId = change.individualId === undefined ? boxId : change.individualId;
  return {
    boxId,
    revision: 1,
    classId: 1,
    photoId: boxId,
    photoName: `${boxId}.jpg`,
    sha256: 'a'.repeat(64),
    path: `/p/${boxId}.jpg`,
    x: 0,
    y: 0,
    w: 1,
    h: 1,
    aspect: 1,
    side: 'left',
    quality: null,
    species: null,
    encounter: `encounter ${boxId}`,
    alone: false,
    takenMs: null,
    individualId,
    code: individualId === null ? null : `A${individualId}`,
    judged: true,
    ...change,
  };
}
