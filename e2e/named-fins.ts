import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import {
  direction,
  gaussian,
  madeEmbedder,
  near,
  storeVector,
} from '#catalog/matching/made-animals.fixture.ts';
import { openCatalogue } from '#catalog/catalogue.ts';
import type { Side } from '#terms/sides.ts';
import type { TruthPhoto } from '#terms/demo.ts';
import { planDemo, writePhoto } from '#worker/demo/index.ts';

export interface NamedFins {
  photosFolder: string;
  truth: { photos: readonly Pick<TruthPhoto, 'file' | 'boxes'>[] };
}

/** A fin in the catalogue and who it is in truth. */
export interface BoxedFin {
  boxId: number;
  individual: string;
  side: Side;
}

/** Draws the first `photos` of a demo season of `individuals` animals; small, for speed. */
export async function drawFins(
  folder: string,
  photos: number,
  individuals: number,
): Promise<NamedFins> {
  const photosFolder = join(folder, 'fins');
  await mkdir(photosFolder, { recursive: true });
  const plan = planDemo({ individuals, photos, seed: 7, width: 900 });
  const drawn = [];
  for (const photo of plan.photos.slice(0, photos)) {
    drawn.push(await writePhoto(plan, photo, photosFolder));
  }
  return { photosFolder, truth: { photos: drawn } };
}

/**
 * Puts the true boxes of imported photos into a catalogue that no program has open, as a person would
 * have drawn them; `named` says which of them are identified already.
 */
export function boxFins(
  catalogue: string,
  { truth }: NamedFins,
  named: (individual: string, nth: number) => boolean,
): { open: number; named: number; boxes: BoxedFin[] } {
  const db = new Database(join(catalogue, 'catalog.sqlite'));
  const counts = { open: 0, named: 0, boxes: [] as BoxedFin[] };
  const seen = new Map<string, number>();
  db.prepare(`INSERT OR IGNORE INTO reviewers (name, created_at) VALUES ('Ann Lee', 1)`).run();
  db.transaction(() => {
    for (const { file, boxes } of truth.photos) {
      const photo = db.prepare('SELECT id FROM photos WHERE rel_path = ?').pluck().get(file);
      if (photo === undefined) throw new Error(`${file} was not imported.`);
      for (const box of boxes) {
        if (box.class !== 'dorsal fin') continue;
        const { lastInsertRowid: boxId } = db
          .prepare(
            `INSERT INTO boxes (photo_id, class_id, x, y, w, h, source, state, side, angle, exposure,
               focus, visible, created_at, updated_at)
             VALUES (?, 1, ?, ?, ?, ?, 'human', 'accepted', ?, ?, ?, ?, ?, 1, 1)`,
          )
          .run(
            photo,
            box.x,
            box.y,
            box.w,
            box.h,
            box.side,
            box.angle,
            box.exposure,
            box.focus,
            box.visible,
          );
        counts.boxes.push({
          boxId: Number(boxId),
          individual: box.individual,
          side: box.side,
        });
        const nth = (seen.get(box.individual) ?? 0) + 1;
        seen.set(box.individual, nth);
        if (!named(box.individual, nth)) {
          counts.open += 1;
          continue;
        }
        db.prepare('INSERT OR IGNORE INTO individuals (code, created_at) VALUES (?, 1)').run(
          box.individual,
        );
        db.prepare(
          `INSERT INTO decisions (box_id, verdict, individual_id, reviewer_id, decided_at)
           VALUES (?, 'match', (SELECT id FROM individuals WHERE code = ?),
             (SELECT id FROM reviewers WHERE name = 'Ann Lee'), ?)`,
        ).run(boxId, box.individual, Date.UTC(2026, 5, 1));
        counts.named += 1;
      }
    }
  })();
  db.close();
  return counts;
}

/**
 * Puts an embedder into use that knows the truth: vectors of one side of one animal point near each other.
 * `like` may say that an animal looks like another to it.
 */
export function embedFins(
  folder: string,
  boxes: readonly BoxedFin[],
  like: (fin: BoxedFin) => string = ({ individual }) => individual,
): void {
  const catalogue = openCatalogue(folder);
  const modelId = madeEmbedder(catalogue, Date.UTC(2026, 4, 1));
  const next = gaussian(5);
  const centres = new Map<string, Float32Array>();
  for (const fin of boxes) {
    const key = `${like(fin)} ${fin.side}`;
    const centre = centres.get(key) ?? direction(next, 64);
    centres.set(key, centre);
    storeVector(catalogue, modelId, fin.boxId, near(centre, 0.4, next));
  }
  catalogue.close();
}
