import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { directClient } from '#api/server.ts';
import { keptVariants } from '#terms/photos/files.ts';
import type { BenchRow } from '../bench-row.ts';
import { headlessApp } from '../headless-app.ts';

/** Photos as a camera makes them: noisy, so that they decode like real ones. */
async function makePhotos(folder: string, count: number, width: number): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    await sharp({
      create: {
        width,
        height: Math.round((width * 2) / 3),
        channels: 3,
        background: '#456',
        noise: { type: 'gaussian', mean: 110, sigma: 30 },
      },
    })
      .blur(1.2)
      .jpeg({ quality: 90 })
      .withExif({ IFD0: { ImageDescription: `${number}` } })
      .toFile(join(folder, `${number}.jpg`));
  }
}

/** The least that an import can be: decode, and shrink to both sizes, on every core. */
async function bareLoop(folder: string): Promise<number> {
  const names = await readdir(folder);
  const start = performance.now();
  const one = async () => {
    for (;;) {
      const name = names.pop();
      if (name === undefined) return;
      const bytes = await readFile(join(folder, name));
      const view = await sharp(bytes, { autoOrient: true })
        .resize(keptVariants.view, keptVariants.view, { fit: 'inside', withoutEnlargement: true })
        .jpeg({ quality: 82 })
        .toBuffer();
      await sharp(view)
        .resize(keptVariants.thumb, keptVariants.thumb, { fit: 'inside' })
        .jpeg({ quality: 82 })
        .toBuffer();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, one));
  return performance.now() - start;
}

async function ourImport(folder: string, parent: string): Promise<number> {
  const app = headlessApp(parent);
  try {
    const client = directClient(app);
    await client.catalogue.create({ parent, name: 'Bench' });
    const start = performance.now();
    const job = await client.jobs.start({ kind: 'import-photos', spec: { paths: [folder] } });
    await app.open.queue.idle();
    const took = performance.now() - start;
    const { state, error } = await client.jobs.get({ jobId: job.id });
    if (state !== 'done') throw new Error(`The import ended as ${state}: ${error?.message}`);
    return took;
  } finally {
    await app.quit();
  }
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Import against the bare loop over the same files, in turns, worker start and database included. */
export async function importPhotos(photos = 80, width = 4000, rounds = 3): Promise<BenchRow[]> {
  const parent = await mkdtemp(join(tmpdir(), 'resight-bench-'));
  try {
    const folder = await mkdtemp(join(parent, 'photos-'));
    await makePhotos(folder, photos, width);
    const ours: number[] = [];
    const peer: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      peer.push((photos / (await bareLoop(folder))) * 1000);
      ours.push(
        (photos / (await ourImport(folder, await mkdtemp(join(parent, 'catalogue-'))))) * 1000,
      );
    }
    const ratio = median(ours) / median(peer);
    return [
      {
        name: `import of ${photos} photos of ${((width * width * 2) / 3e6).toFixed(1)} megapixels`,
        ours: median(ours),
        peer: median(peer),
        peerName: 'bare sharp loop: decode and shrink to both sizes on all cores',
        ratio,
        unit: 'photos/s',
        bar: '≥ 0.8 × the bare loop',
        held: ratio >= 0.8,
        note: 'hashing, EXIF, files, database and the start of the worker included',
      },
    ];
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}
