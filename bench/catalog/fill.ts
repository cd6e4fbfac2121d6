import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalogue } from '#catalog/catalogue.ts';
import { createCatalogue } from '#catalog/open-catalogue.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SPECIES = ['Tursiops truncatus', 'Grampus griseus', 'Globicephala melas'];
/** Photos of one encounter; a field season has about this many a sighting. */
const PHOTOS_AN_ENCOUNTER = 120;
const INDIVIDUALS = 400;

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Fills an empty catalogue with the rows of `photos` photos as a study of years leaves them: encounters
 * of about 120 photos, one in a hundred photos undated, two thirds checked, a species on two fifths,
 * one in two hundred missing, boxes on seven tenths (a fifth of them proposals of a detector; three
 * fifths of the others matched to one of 400 individuals). Rows only: the files and pictures that they
 * speak of do not exist.
 *
 * @returns the sha256 of every photo in order of id, for callers that put pictures into `thumbs/`.
 */
export function fillCatalogue(catalogue: Catalogue, photos: number, seed = 7): string[] {
  const random = randomOf(seed);
  const digests: string[] = [];
  const start = Date.UTC(2019, 4, 1);
  catalogue.transaction(() => {
    const { id: root } = catalogue.run(
      'INSERT INTO roots (path, added_at) VALUES (?, 0)',
      '/filled/photos',
    );
    for (let number = 1; number <= INDIVIDUALS; number += 1) {
      catalogue.run('INSERT INTO individuals (code, created_at) VALUES (?, 0)', `ID${number}`);
    }
    let encounter = 0;
    let clock = start;
    let folder = '';
    for (let index = 0; index < photos; index += 1) {
      if (index % PHOTOS_AN_ENCOUNTER === 0) {
        clock = start + Math.floor(index / PHOTOS_AN_ENCOUNTER) * 2 * DAY + 9 * 60 * MINUTE;
        const day = new Date(clock).toISOString().slice(0, 10);
        folder = `${day.slice(0, 4)}/${day}`;
        encounter = catalogue.run(
          `INSERT INTO encounters (name, origin, created_at) VALUES (?, 'grouped', 0)`,
          new Date(clock).toISOString().slice(0, 16).replace('T', ' '),
        ).id;
      }
      clock += Math.floor(random() * MINUTE);
      const name = `DSC_${String(index + 1).padStart(6, '0')}.jpg`;
      const sha256 = createHash('sha256').update(`${seed}:${index}`).digest('hex');
      digests.push(sha256);
      const undated = random() < 0.01;
      const portrait = random() < 0.1;
      const { id } = catalogue.run(
        `INSERT INTO photos (root_id, rel_path, name, sha256, bytes, mtime_ms, format, width, height,
           taken_ms, species, encounter_id, missing, checked_at, imported_at)
         VALUES (?, ?, ?, ?, ?, ?, 'jpeg', ?, ?, ?, ?, ?, ?, ?, ?)`,
        root,
        `${folder}/${name}`,
        name,
        sha256,
        4_000_000 + Math.floor(random() * 6_000_000),
        clock,
        portrait ? 4000 : 6000,
        portrait ? 6000 : 4000,
        undated ? null : clock,
        random() < 0.4 ? (SPECIES[Math.floor(random() * SPECIES.length)] ?? null) : null,
        encounter,
        random() < 0.005 ? 1 : 0,
        random() < 2 / 3 ? clock : null,
        clock + DAY,
      );
      const boxes = random() < 0.7 ? 1 + Math.floor(random() * 2) : 0;
      for (let box = 0; box < boxes; box += 1) {
        const proposed = random() < 0.2;
        const { id: boxId } = catalogue.run(
          `INSERT INTO boxes (photo_id, class_id, x, y, w, h, source, state, confidence, created_at,
             updated_at) VALUES (?, 1, ?, ?, 0.2, 0.15, ?, ?, ?, ?, ?)`,
          id,
          random() * 0.8,
          random() * 0.85,
          proposed ? 'model' : 'human',
          proposed ? 'proposed' : 'accepted',
          proposed ? random() : null,
          clock,
          clock,
        );
        if (!proposed && random() < 0.6) {
          catalogue.run(
            `INSERT INTO decisions (box_id, verdict, individual_id, decided_at) VALUES (?, 'match', ?, ?)`,
            boxId,
            1 + Math.floor(random() * INDIVIDUALS),
            clock,
          );
        }
      }
    }
  });
  catalogue.checkpoint();
  return digests;
}

/** Does `work` on a filled catalogue in a folder of its own, which goes away afterwards. */
export function withFilledCatalogue<T>(photos: number, work: (catalogue: Catalogue) => T): T {
  const parent = mkdtempSync(join(tmpdir(), 'resight-bench-'));
  const catalogue = createCatalogue(parent, 'Filled');
  try {
    fillCatalogue(catalogue, photos);
    return work(catalogue);
  } finally {
    catalogue.close();
    rmSync(parent, { recursive: true, force: true });
  }
}
