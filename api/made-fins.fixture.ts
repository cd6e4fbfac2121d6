import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Rectangle } from '#terms/geometry.ts';
import { hasEnded } from '#terms/jobs/job-states.ts';
import type { Job } from '#terms/jobs/job.ts';
import type { madeApp } from './made-app.fixture.ts';

type Made = Awaited<ReturnType<typeof madeApp>>;

/** Grey water with noise, and a dark fin on it where `fin` says; fractions of the photo. */
async function drawPhoto(
  path: string,
  seed: number,
  { width, height }: { width: number; height: number },
  fin: Rectangle | null,
): Promise<void> {
  const pixels = Buffer.alloc(width * height * 3);
  let state = seed + 1;
  for (let at = 0; at < pixels.length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    pixels[at] = 120 + (state >>> 27);
  }
  if (fin !== null)
    for (let y = Math.round(fin.y * height); y < Math.round((fin.y + fin.h) * height); y += 1)
      for (let x = Math.round(fin.x * width); x < Math.round((fin.x + fin.w) * width); x += 1)
        pixels.fill(20, (y * width + x) * 3, (y * width + x) * 3 + 3);
  await sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toFile(path);
}

/** What is boxed on photo `at` of `finPhotos`; every fifth shows water alone. */
const finOn = (at: number) =>
  at % 5 === 4 ? null : { x: 0.1 + 0.05 * (at % 9), y: 0.2 + 0.06 * (at % 5), w: 0.25, h: 0.3 };

/** Waits until a job has ended. */
export async function ended({ app, client }: Made, jobId: number): Promise<Job> {
  for await (const _ of app.events.subscribe()) {
    const job = await client.jobs.get({ jobId });
    if (hasEnded(job)) return job;
  }
  throw new Error('The job was lost sight of.');
}

/**
 * A catalogue of small photos in four encounters, imported by a real worker.
 * @param boxed photos whose fins are boxed as a person would, the photo checked; the first ones
 */
export async function finCatalogue(
  made: Made,
  {
    photos,
    boxed,
    width = 240,
    height = 160,
  }: { photos: number; boxed: number; width?: number; height?: number },
): Promise<{ photosFolder: string; photoIds: number[] }> {
  const { client, folder } = made;
  const photosFolder = join(folder, 'photos');
  await mkdir(photosFolder);
  for (let at = 0; at < photos; at += 1)
    await drawPhoto(
      join(photosFolder, `${String(at).padStart(2, '0')}.jpg`),
      at,
      { width, height },
      finOn(at),
    );
  await client.catalogue.create({ parent: folder, name: 'Fins' });
  const job = await client.jobs.start({ kind: 'import-photos', spec: { paths: [photosFolder] } });
  await ended(made, job.id);
  const photoIds = await client.photos.ids({ sort: { by: 'name', descending: false } });
  for (let day = 1; day <= 4; day += 1)
    await client.encounters.assign({
      photoIds: photoIds.filter((_, at) => at % 4 === day - 1),
      encounterId: null,
      name: `Day ${day}`,
    });
  for (const [at, photoId] of photoIds.entries()) {
    if (at >= boxed) continue;
    const fin = finOn(at);
    await client.boxes.edit({
      photoId,
      action: 'Draw box',
      changes: fin === null ? [] : [{ kind: 'create', fields: { classId: 1, ...fin } }],
      checked: true,
    });
  }
  return { photosFolder, photoIds };
}
