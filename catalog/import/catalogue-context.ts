import { pictureName } from '#terms/photos/file-kinds.ts';
import { isOfPhoto } from '../boxes/box-kinds.ts';
import type { Catalogue } from '../catalogue.ts';
import { PhotoFinder, type KnownPhoto } from '../formats/boxes/photo-finder.ts';
import type { KnownBox } from '../formats/catalogue-in/place-row.ts';
import { foldedName } from '../names/plain-name.ts';
import { mergedInto } from '../queries/merged-into.ts';
import type { CatalogueContext, PhotoFacts } from '../formats/catalogue-in/plan-catalogue.ts';

/**
 * Every place at which a photo is known: where it stands itself, then where its copies do. A RAW file is known by the
 * name under which its JPEG is handed on, too.
 */
export function knownPhotos(catalogue: Catalogue): KnownPhoto[] {
  const places = catalogue.all<KnownPhoto>(
    `SELECT p.id, r.path AS root, p.rel_path AS relPath, p.width, p.height, p.orientation
       FROM photos p JOIN roots r ON r.id = p.root_id
     UNION ALL
     SELECT p.id, r.path, c.rel_path, p.width, p.height, p.orientation
       FROM photo_copies c JOIN photos p ON p.id = c.photo_id JOIN roots r ON r.id = c.root_id`,
  );
  const handedOn = places.flatMap((photo) => {
    const relPath = pictureName(photo.relPath);
    return relPath === photo.relPath ? [] : [{ ...photo, relPath }];
  });
  return [...places, ...handedOn];
}

/** What an import of individuals needs to know of the catalogue, as it stands now. */
export function catalogueContext(
  catalogue: Catalogue,
  { ignoreFolders = false }: { ignoreFolders?: boolean } = {},
): Omit<CatalogueContext, 'mapping' | 'dayOrder'> {
  const boxes = new Map<number, KnownBox[]>();
  for (const { photoId, ...box } of catalogue.all<KnownBox & { photoId: number }>(
    `WITH RECURSIVE ${mergedInto}
     SELECT b.photo_id AS photoId, b.id AS boxId, b.kind, i.code, b.x, b.y, b.w, b.h
     FROM boxes b
     LEFT JOIN box_identity w ON w.box_id = b.id
     LEFT JOIN merged m ON m.id = w.individual_id
     LEFT JOIN individuals i ON i.id = m.into_id
     WHERE b.deleted_at IS NULL AND b.state <> 'rejected'
     UNION ALL
     -- Names that a person took from a photo: a table that is told again does not bring them back.
     SELECT n.photo_id, n.id, n.kind, i.code, n.x, n.y, n.w, n.h
     FROM boxes n JOIN decisions d ON d.box_id = n.id JOIN decisions u ON u.undoes = d.id
     JOIN merged m ON m.id = d.individual_id JOIN individuals i ON i.id = m.into_id
     WHERE ${isOfPhoto('n')} AND n.deleted_at IS NOT NULL AND u.origin = 'person'
       AND NOT EXISTS (SELECT 1 FROM box_identity w WHERE w.box_id = n.id)`,
  )) {
    const list = boxes.get(photoId);
    if (list === undefined) boxes.set(photoId, [box]);
    else list.push(box);
  }
  const facts = new Map(
    catalogue
      .all<Omit<PhotoFacts, 'dayOnly'> & { id: number; dayOnly: 0 | 1 }>(
        `SELECT p.id, p.taken_ms AS takenMs, p.day_only AS dayOnly, p.latitude, p.longitude, p.photographer,
           CASE WHEN e.origin = 'grouped' THEN NULL ELSE e.name END AS keptEncounter
         FROM photos p LEFT JOIN encounters e ON e.id = p.encounter_id`,
      )
      .map(({ id, dayOnly, ...own }) => [id, { ...own, dayOnly: dayOnly === 1 }]),
  );
  const species = new Map(
    catalogue
      .all<{ code: string; species: string | null }>(
        `SELECT code, species FROM individuals
         UNION ALL
         SELECT a.alias, i.species FROM individual_aliases a JOIN individuals i
           ON i.id = a.individual_id`,
      )
      .map(({ code, species: of }) => [foldedName(code), of]),
  );
  const unknown: PhotoFacts = {
    takenMs: null,
    dayOnly: false,
    latitude: null,
    longitude: null,
    photographer: null,
    keptEncounter: null,
  };
  return {
    photos: new PhotoFinder(knownPhotos(catalogue), { ignoreFolders }),
    boxesOn: (photoId) => boxes.get(photoId) ?? [],
    facts: (photoId) => facts.get(photoId) ?? unknown,
    speciesOf: (code) => species.get(foldedName(code)),
  };
}
