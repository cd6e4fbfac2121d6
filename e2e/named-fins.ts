import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { insertBox } from '#catalog/boxes/insert-box.ts';
import type { Catalogue } from '#catalog/catalogue.ts';
import { openCatalogue } from '#catalog/open-catalogue.ts';
import { addReviewer } from '#catalog/identity/add-reviewer.ts';
import { nameBox } from '#catalog/identity/named-box.fixture.ts';
import {
  direction,
  gaussian,
  madeEmbedder,
  near,
  storeVector,
} from '#catalog/matching/made-animals.fixture.ts';
import { listReviewers } from '#catalog/queries/reviewers.ts';
import type { Side } from '#terms/sides.ts';
import type { TruthPhoto } from '#terms/demo.ts';
import { planDemo } from '#worker/demo/plan.ts';
import { writePhoto } from '#worker/demo/write-photo.ts';

interface NamedFins {
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
  folder: string,
  { truth }: NamedFins,
  named: (individual: string, nth: number) => boolean,
): { open: number; named: number; boxes: BoxedFin[] } {
  const catalogue = openCatalogue(folder);
  const counts = { open: 0, named: 0, boxes: [] as BoxedFin[] };
  const seen = new Map<string, number>();
  const reviewerId = personNamed(catalogue, 'Ann Lee');
  const photoIds = new Map(
    catalogue
      .all<{ id: number; file: string }>('SELECT id, rel_path AS file FROM photos')
      .map(({ id, file }) => [file, id]),
  );
  catalogue.transaction(() => {
    for (const { file, boxes } of truth.photos) {
      const photoId = photoIds.get(file);
      if (photoId === undefined) throw new Error(`${file} was not imported.`);
      for (const { class: className, individual, ...drawn } of boxes) {
        if (className !== 'dorsal fin') continue;
        const boxId = insertBox(
          catalogue,
          { ...drawn, photoId, classId: 1, source: 'human', state: 'accepted' },
          1,
        );
        counts.boxes.push({ boxId, individual, side: drawn.side });
        const nth = (seen.get(individual) ?? 0) + 1;
        seen.set(individual, nth);
        if (!named(individual, nth)) {
          counts.open += 1;
          continue;
        }
        nameBox(catalogue, boxId, individual, { reviewerId, at: Date.UTC(2026, 5, 1) });
        counts.named += 1;
      }
    }
  });
  catalogue.close();
  return counts;
}

/** Her id; she is made where she is not there yet. */
const personNamed = (catalogue: Catalogue, name: string): number =>
  (
    listReviewers(catalogue).find((reviewer) => reviewer.name === name) ??
    addReviewer(catalogue, name, 1)
  ).id;

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
