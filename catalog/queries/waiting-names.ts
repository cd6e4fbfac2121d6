/** Names of photos that are not with an animal yet, by what they wait for. */
import type { NameState, WaitingName, WaitingNames } from '#terms/identity/waiting-names.ts';
import { isOfPhoto } from '../boxes/box-kinds.ts';
import type { Catalogue } from '../catalogue.ts';
import { boxesOf } from '../names/name-rules.ts';
import { namedPhotos } from '../names/named-photo.ts';
import { identityClass } from './identity-class.ts';
import { mergedInto } from './merged-into.ts';
import { namesAnimal } from './naming-verdicts.ts';

/** Rows that name a photo as a whole, over `boxes n` with its word `w`. */
const standing = `n.deleted_at IS NULL AND ${isOfPhoto('n')} AND ${namesAnimal('w.verdict')}`;

export function waitingNames(catalogue: Catalogue): WaitingNames {
  const boxed = boxedNames(catalogue);
  return {
    namesUnboxed:
      catalogue.value<number>(
        `SELECT count(*) FROM boxes n JOIN box_identity w ON w.box_id = n.id
         JOIN photos p ON p.id = n.photo_id
         WHERE ${standing} AND p.box_count = p.proposed_count`,
      ) ?? 0,
    namesToPlace: boxed.filter(({ isAsked }) => isAsked).length,
    namesToCheck: boxed.filter(({ isAsked }) => !isAsked).length,
  };
}

interface BoxedName {
  nameId: number;
  /** The boxes it may belong to, one an animal. */
  boxIds: number[];
  /** Whether a person is to be asked; else the photo is not looked through yet. */
  isAsked: boolean;
}

/** Names of photos that have boxes, in order of time and path. */
function boxedNames(catalogue: Catalogue): BoxedName[] {
  const photoIds = catalogue
    .all<{ id: number }>(
      `SELECT DISTINCT p.id, p.taken_ms, p.rel_path FROM boxes n JOIN box_identity w ON w.box_id = n.id
       JOIN photos p ON p.id = n.photo_id
       WHERE ${standing} AND p.box_count > p.proposed_count
       ORDER BY p.taken_ms IS NULL, p.taken_ms, p.rel_path`,
    )
    .map(({ id }) => id);
  const classId = identityClass(catalogue);
  const byId = new Map(namedPhotos(catalogue.db, photoIds).map((one) => [one.photoId, one]));
  return photoIds.flatMap((photoId) => {
    const photo = byId.get(photoId);
    if (photo === undefined) return [];
    const { animals, isLookedThrough } = boxesOf(photo, classId);
    const boxIds = animals.flatMap(([first]) => first?.boxId ?? []);
    return photo.rows
      .filter(
        ({ kind, isDeleted, individualId }) =>
          (kind === 'name' || kind === 'whole') && isDeleted === 0 && individualId !== null,
      )
      .map(({ boxId: nameId }) => ({ nameId, boxIds, isAsked: isLookedThrough }));
  });
}

type Row = Omit<WaitingName, 'state'>;

const rowsOf = (catalogue: Catalogue, nameIds: readonly number[]): Row[] =>
  catalogue.all(
    `WITH RECURSIVE ${mergedInto}
     SELECT n.id AS nameId, p.id AS photoId, p.name AS photoName, i.id AS individualId, i.code, d.note AS source
     FROM json_each(?) j JOIN boxes n ON n.id = j.value JOIN photos p ON p.id = n.photo_id
     JOIN box_identity w ON w.box_id = n.id JOIN decisions d ON d.id = w.decision_id
     JOIN merged m ON m.id = w.individual_id JOIN individuals i ON i.id = m.into_id ORDER BY j.key`,
    JSON.stringify(nameIds),
  );

/** Names that wait for something, in order of their photos; of one state, or of all. */
export function listWaitingNames(
  catalogue: Catalogue,
  state: NameState | null,
  limit: number,
): { total: number; rows: WaitingName[] } {
  const states = new Map<number, NameState>(
    boxedNames(catalogue).map(({ nameId, isAsked }) => [nameId, isAsked ? 'to-place' : 'to-check']),
  );
  const ids = catalogue
    .all<{ id: number }>(
      `SELECT n.id FROM boxes n JOIN box_identity w ON w.box_id = n.id JOIN photos p ON p.id = n.photo_id
       WHERE ${standing} ORDER BY p.rel_path, n.id`,
    )
    .map(({ id }) => id)
    .filter((id) => state === null || (states.get(id) ?? 'unboxed') === state);
  return {
    total: ids.length,
    rows: rowsOf(catalogue, ids.slice(0, limit)).map((row) => ({
      ...row,
      state: states.get(row.nameId) ?? 'unboxed',
    })),
  };
}

/** Names of which a person is to say which box they belong to, with those boxes. */
export function namesToPlace(
  catalogue: Catalogue,
  limit: number,
): { total: number; rows: { name: WaitingName; boxIds: number[] }[] } {
  const asked = boxedNames(catalogue).filter(({ isAsked }) => isAsked);
  const boxes = new Map(asked.map(({ nameId, boxIds }) => [nameId, boxIds]));
  const first = asked.slice(0, limit).map(({ nameId }) => nameId);
  return {
    total: asked.length,
    rows: rowsOf(catalogue, first).map((row) => ({
      name: { ...row, state: 'to-place' },
      boxIds: boxes.get(row.nameId) ?? [],
    })),
  };
}
