import { createHash } from 'node:crypto';
import type { Catalogue } from '#catalog/catalogue.ts';

const INDIVIDUALS = 500;
const DAY = 86_400_000;

/**
 * Fills an empty catalogue with `sightings` sightings: 500 animals, each seen once in every encounter, a
 * photo and a decided fin a sighting. Rows only; the photos do not exist.
 *
 * @returns the sha256 of every photo, for callers that put pictures into `thumbs/`.
 */
export function fillSightings(catalogue: Catalogue, sightings: number): string[] {
  const digests: string[] = [];
  catalogue.transaction(() => {
    const { id: root } = catalogue.run(
      'INSERT INTO roots (path, added_at) VALUES (?, 0)',
      '/filled/photos',
    );
    const { id: reviewer } = catalogue.run(
      `INSERT INTO reviewers (name, created_at) VALUES ('Ann Lee', 0)`,
    );
    for (let number = 1; number <= INDIVIDUALS; number += 1) {
      catalogue.run(
        `INSERT INTO individuals (code, name, species, created_at)
         VALUES (?, ?, 'Tursiops truncatus', 0)`,
        `TT${String(number).padStart(4, '0')}`,
        `Animal ${number}`,
      );
    }
    let encounter = 0;
    for (let index = 0; index < sightings; index += 1) {
      const time =
        Date.UTC(2015, 0, 1, 9) +
        Math.floor(index / INDIVIDUALS) * DAY +
        (index % INDIVIDUALS) * 9000;
      const day = new Date(time).toISOString().slice(0, 10);
      if (index % INDIVIDUALS === 0) {
        encounter = catalogue.run(
          `INSERT INTO encounters (name, origin, place, created_at) VALUES (?, 'person', 'Outer firth', 0)`,
          `${day} Chanonry`,
        ).id;
      }
      const name = `DSC_${String(index + 1).padStart(6, '0')}.jpg`;
      const sha256 = createHash('sha256').update(name).digest('hex');
      digests.push(sha256);
      const photo = catalogue.run(
        `INSERT INTO photos (root_id, rel_path, name, sha256, bytes, mtime_ms, format, width, height,
           taken_ms, latitude, longitude, photographer, encounter_id, checked_at, imported_at)
         VALUES (?, ?, ?, ?, 5000000, ?, 'jpeg', 6000, 4000, ?, ?, ?, 'E. Keen', ?, 1, 1)`,
        root,
        `${day}/${name}`,
        name,
        sha256,
        time,
        time,
        57.5 + (index % 97) / 400,
        -4.2 + (index % 89) / 300,
        encounter,
      ).id;
      const box = catalogue.run(
        `INSERT INTO boxes (photo_id, class_id, x, y, w, h, source, state, side, angle, exposure, focus,
           visible, distinctiveness, created_at, updated_at)
         VALUES (?, 1, 0.3, 0.3, 0.2, 0.15, 'human', 'accepted', ?, 3, 2, 3, 3, 2, 1, 1)`,
        photo,
        index % 2 === 0 ? 'left' : 'right',
      ).id;
      catalogue.run(
        `INSERT INTO decisions (box_id, verdict, individual_id, reviewer_id, decided_at)
         VALUES (?, 'match', ?, ?, 1)`,
        box,
        (index % INDIVIDUALS) + 1,
        reviewer,
      );
    }
  });
  return digests;
}
