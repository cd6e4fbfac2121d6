import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { directClient } from '#api/server.ts';
import type { BenchRow } from '../bench-row.ts';
import { headlessApp } from '../headless-app.ts';

const SAMPLE_MS = 200;
const MEBIBYTE = 2 ** 20;
const BAR = 1.2;

/** Photos that are small but each its own, a hundred to a folder as a camera leaves them. */
async function makePhotos(folder: string, count: number): Promise<void> {
  const noise = { type: 'gaussian' as const, mean: 110, sigma: 30 };
  const picture = sharp({
    create: { width: 640, height: 427, channels: 3, background: '#456', noise },
  });
  const pixels = await picture.raw().toBuffer({ resolveWithObject: true });
  for (let number = 0; number < count; number += 1) {
    const day = join(folder, `${Math.floor(number / 100)}`);
    if (number % 100 === 0) await mkdir(day, { recursive: true });
    await sharp(pixels.data, { raw: pixels.info })
      .jpeg({ quality: 85 })
      .withExif({ IFD0: { ImageDescription: `${number}` } })
      .toFile(join(day, `${number}.jpg`));
  }
}

/** Resident bytes of a process, 0 where the system does not tell or the process is gone. */
function residentBytes(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** The most memory that shell and worker hold in the last fifth of a long import, against the second. */
export async function importMemory(photos = 10_000): Promise<BenchRow[]> {
  const parent = await mkdtemp(join(tmpdir(), 'resight-bench-memory-'));
  const app = headlessApp(parent);
  try {
    const folder = join(parent, 'photos');
    await makePhotos(folder, photos);
    const client = directClient(app);
    await client.catalogue.create({ parent, name: 'Memory' });
    const job = await client.jobs.start({ kind: 'import-photos', spec: { paths: [folder] } });
    const samples: { share: number; bytes: number }[] = [];
    for (;;) {
      const { state, done, total, error } = await client.jobs.get({ jobId: job.id });
      if (state === 'done') break;
      if (state !== 'running' && state !== 'queued')
        throw new Error(`The import ended as ${state}: ${error?.message}`);
      const bytes = residentBytes(process.pid) + residentBytes(app.workerPid);
      if (total !== null && done > 0) samples.push({ share: done / total, bytes });
      await new Promise((resolve) => {
        setTimeout(resolve, SAMPLE_MS);
      });
    }
    const most = (from: number, to: number) =>
      Math.max(...samples.filter(({ share }) => share >= from && share <= to).map((s) => s.bytes));
    const [early, late] = [most(0.2, 0.4), most(0.8, 1)];
    return [
      {
        name: `memory of an import of ${photos.toLocaleString('en')} files, last fifth`,
        ours: late / MEBIBYTE,
        peer: early / MEBIBYTE,
        peerName: 'the second fifth of the same import',
        ratio: late / early,
        unit: 'MiB',
        bar: `≤ ${BAR} × the second fifth`,
        held: late / early <= BAR,
        note: `resident bytes of shell and worker together, the most of ${samples.length} samples`,
      },
    ];
  } finally {
    await app.quit();
    await rm(parent, { recursive: true, force: true });
  }
}
