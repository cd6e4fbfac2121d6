/** Names of photos that are not with an animal yet, by what they wait for. */
import type { WaitingNames } from '#terms/identity/waiting-names.ts';
import { isOfPhoto } from '../boxes/box-kinds.ts';
import type { Catalogue } from '../catalogue.ts';
import { boxesOf } from '../names/name-rules.ts';
import { namedPhotos, type NamedPhoto, type NamedPhotoRow } from '../names/named-photo.ts';
import { identityClass } from './identity-class.ts';
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
  photo: NamedPhoto;
  name: NamedPhotoRow;
  /** The boxes it may belong to, one an animal. */
  boxIds: number[];
  /** Whether a person is to be asked; else the photo is not looked through yet. */
  isAsked: boolean;
}

/** Names of photos that have boxes, in order of the photos' ids. */
function boxedNames(catalogue: Catalogue): BoxedName[] {
  const photoIds = catalogue
    .all<{ id: number }>(
      `SELECT DISTINCT p.id FROM boxes n JOIN box_identity w ON w.box_id = n.id
       JOIN photos p ON p.id = n.photo_id
       WHERE ${standing} AND p.box_count > p.proposed_count ORDER BY p.id`,
    )
    .map(({ id }) => id);
  const classId = identityClass(catalogue);
  return namedPhotos(catalogue.db, photoIds).flatMap((photo) => {
    const { animals, isLookedThrough } = boxesOf(photo, classId);
    const boxIds = animals.map(([first]) => first?.boxId ?? 0);
    return photo.rows
      .filter(
        ({ kind, isDeleted, individualId }) =>
          (kind === 'name' || kind === 'whole') && isDeleted === 0 && individualId !== null,
      )
      .map((name) => ({ photo, name, boxIds, isAsked: isLookedThrough }));
  });
}
