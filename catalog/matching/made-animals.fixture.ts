import type { Catalogue } from '../catalogue.ts';
import { chooseModel } from '../versions/change-version.ts';
import { insertModel } from '../versions/add-version.ts';

interface MadeAnimals {
  individuals: number;
  /** Photos of each animal, in encounters of their own two by two. */
  photos: number;
  /** Of those, how many carry a name; the others wait. */
  named: number;
  dimensions?: number;
  /** Length of what makes two photos of an animal unlike; 1 makes the cosine about ½. */
  noise?: number;
}

/** Numbers about a normal distribution, the same for the same seed. */
export function gaussian(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

export const direction = (next: () => number, dimensions: number): Float32Array => {
  const vector = Float32Array.from({ length: dimensions }, next);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};

/** A direction near another. */
export function near(
  centre: Float32Array,
  noise: number,
  next: () => number,
): Float32Array<ArrayBuffer> {
  const off = direction(next, centre.length);
  return Float32Array.from(centre, (value, at) => value + noise * (off[at] ?? 0));
}

export function storeVector(
  catalogue: Catalogue,
  modelId: number,
  boxId: number,
  vector: Float32Array,
): void {
  catalogue.run(
    `INSERT OR REPLACE INTO embeddings (box_id, model_id, box_revision, vector)
     SELECT id, ?, revision, ? FROM boxes WHERE id = ?`,
    modelId,
    Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
    boxId,
  );
}

/** An embedder in use whose validation said something of its scores. */
export function madeEmbedder(catalogue: Catalogue, now = 1000): number {
  const { id } = insertModel(
    catalogue,
    {
      kind: 'embedder',
      architecture: 'made',
      origin: 'trained',
      state: 'ready',
      metrics: {
        calibration: { method: 'logistic', slope: 20, intercept: -10, n: 340 },
        ranking: { slope: 20, none: 10, known: 300, new: 40, from: -1, to: 1 },
        threshold: 0.5,
      },
    },
    now,
  );
  chooseModel(catalogue, id);
  return id;
}

/**
 * Fills a catalogue with animals A001, A002, … whose vectors point near a direction of their own, all of
 * the left side. Photo `k` of animal `i` has the box id `(i · photos) + k + 1`, both from 0; the files of
 * the photos do not exist. The first reviewer is Ann Lee, who named the named ones.
 */
export function fillWithAnimals(
  catalogue: Catalogue,
  { individuals, photos, named, dimensions = 32, noise = 0.5 }: MadeAnimals,
): { modelId: number; centres: Float32Array[] } {
  const next = gaussian(11);
  const centres: Float32Array[] = [];
  const modelId = madeEmbedder(catalogue);
  catalogue.transaction(() => {
    catalogue.run(`INSERT INTO reviewers (name, created_at) VALUES ('Ann Lee', 1)`);
    catalogue.run(`INSERT INTO roots (path, added_at) VALUES ('/made', 1)`);
    let boxId = 0;
    for (let animal = 0; animal < individuals; animal++) {
      const code = `A${String(animal + 1).padStart(3, '0')}`;
      catalogue.run(
        `INSERT INTO individuals (code, species, created_at) VALUES (?, 'Tursiops truncatus', 1)`,
        code,
      );
      const centre = direction(next, dimensions);
      centres.push(centre);
      let encounter = 0;
      for (let photo = 0; photo < photos; photo++) {
        boxId += 1;
        const taken = Date.UTC(2025, 0, 1) + animal * 3_600_000 + photo * 86_400_000;
        if (photo % 2 === 0)
          encounter = catalogue.run(
            `INSERT INTO encounters (name, origin, place, created_at) VALUES (?, 'grouped', 'Chanonry', 1)`,
            `${code} ${photo / 2 + 1}`,
          ).id;
        catalogue.run(
          `INSERT INTO photos (root_id, rel_path, name, sha256, bytes, mtime_ms, format, width, height,
             taken_ms, encounter_id, checked_at, imported_at)
           VALUES (1, @name, @name, @sha, 1000, 1, 'jpeg', 600, 400, @taken, @encounter, 1, 1)`,
          {
            name: `${code}-${photo}.jpg`,
            sha: boxId.toString(16).padStart(64, '0'),
            taken,
            encounter,
          },
        );
        catalogue.run(
          `INSERT INTO boxes (photo_id, class_id, x, y, w, h, source, state, side, focus, created_at,
             updated_at) VALUES (?, 1, 0.3, 0.3, 0.3, 0.3, 'human', 'accepted', 'left', ?, 1, 1)`,
          boxId,
          1 + (photo % 3),
        );
        storeVector(catalogue, modelId, boxId, near(centre, noise, next));
        if (photo < named)
          catalogue.run(
            `INSERT INTO decisions (box_id, verdict, individual_id, reviewer_id, decided_at)
             VALUES (?, ?, ?, 1, 2000)`,
            boxId,
            photo === 0 ? 'new' : 'match',
            animal + 1,
          );
      }
    }
  });
  return { modelId, centres };
}
