import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabelledPhoto } from '#terms/jobs/demo-labels.ts';
import { demoTruth, type DemoTruth } from '#terms/demo.ts';
import type { JobResult, JobSpec } from '#terms/jobs/index.ts';
import { JobError, type JobContext } from '../job-context.ts';

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
  { photosFolder, share }: JobSpec<'demo-labels'>,
  context: JobContext<'demo-labels'>,
): Promise<JobResult<'demo-labels'>> {
  const file = join(photosFolder, 'truth.json');
  let truth: DemoTruth;
  try {
    truth = demoTruth.parse(JSON.parse(await readFile(file, 'utf8')));
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
    context.progress('naming', start, labelled.length);
    await context.batch(labelled.slice(start, start + BATCH));
  }
  await context.stored();
  context.progress('naming', labelled.length, labelled.length);
  return { photos: labelled.length, boxes: labelled.flatMap(({ boxes }) => boxes).length };
}
