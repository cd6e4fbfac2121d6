import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabelledPhoto } from '#catalog/import/store-labels.ts';
import type { DemoTruth } from '#terms/demo.ts';
import { JobError, type JobContext } from '../job-context.ts';
import type { DemoLabelsResult, DemoLabelsSpec } from '../kinds.ts';

const BATCH = 50;

/**
 * The first part of a season: whole encounters from the first on, until they hold at least `share` of
 * the photos; what comes after is left to be found and matched.
 *
 * @param share 0…1; 0 is nothing, 1 everything.
 */
export function firstEncounters(truth: DemoTruth, share: number): DemoTruth['photos'] {
  const wanted = share * truth.photos.length;
  const names = [...new Set(truth.photos.map(({ encounter }) => encounter))];
  const taken = new Set<string>();
  let photos = 0;
  for (const name of names) {
    if (photos >= wanted) break;
    taken.add(name);
    photos += truth.photos.filter(({ encounter }) => encounter === name).length;
  }
  return truth.photos.filter(({ encounter }) => taken.has(encounter));
}

/** Tells the shell the fins of a part of the demo's photos, and whom they show, from `truth.json`. */
export async function demoLabels(
  { photosFolder, share }: DemoLabelsSpec,
  context: JobContext<'demo-labels'>,
): Promise<DemoLabelsResult> {
  const file = join(photosFolder, 'truth.json');
  let truth: DemoTruth;
  try {
    truth = JSON.parse(await readFile(file, 'utf8')) as DemoTruth;
  } catch (cause) {
    throw new JobError(
      'not-found',
      `${file} cannot be read (${(cause as Error).message}). It is written when all photos of the demo are drawn: remove it if it is damaged, and open the demo again.`,
      { file },
    );
  }
  const species = new Map(truth.individuals.map((one) => [one.code, one.species]));
  const labelled: LabelledPhoto[] = firstEncounters(truth, share).map((photo) => ({
    file: photo.file,
    boxes: photo.boxes
      .filter((box) => box.class === 'dorsal fin')
      .map(({ individual, ...box }) => ({
        ...box,
        individual: { code: individual, species: species.get(individual) ?? null },
      })),
  }));
  for (let start = 0; start < labelled.length; start += BATCH) {
    context.progress('Naming fins', start, labelled.length, 'photos');
    await context.batch(labelled.slice(start, start + BATCH));
  }
  await context.stored();
  context.progress('Naming fins', labelled.length, labelled.length, 'photos');
  return { photos: labelled.length, boxes: labelled.flatMap(({ boxes }) => boxes).length };
}
