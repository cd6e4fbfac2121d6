import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { createCatalogue } from '#catalog/open-catalogue.ts';
import { variantPath } from '#catalog/pictures/variants.ts';
import type { BenchRow } from '../bench-row.ts';
import { exportAlone } from './export-alone.ts';
import { fillSightings } from './fill-sightings.ts';

/** The least that packing can be: the zip library given the same files, stored and not squeezed. */
async function bareZip(folder: string, file: string): Promise<number> {
  const start = performance.now();
  const zip = new ZipFile();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /-(?:wal|shm)$|\.lock$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    zip.addFile(path, relative(folder, path), { compress: path.endsWith('.sqlite') });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
  return performance.now() - start;
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** The whole catalogue as a zip against the bare zip library over the same folder, in turns. */
export async function portableZip(
  photos = 1500,
  viewBytes = 300_000,
  rounds = 3,
): Promise<BenchRow[]> {
  const parent = await mkdtemp(join(tmpdir(), 'resight-bench-portable-'));
  try {
    const catalogue = createCatalogue(parent, 'Bench');
    const digests = fillSightings(catalogue, photos);
    for (const sha256 of digests) {
      const view = variantPath(catalogue.layout.thumbs, sha256, 'view');
      await mkdir(dirname(view), { recursive: true });
      await writeFile(view, randomBytes(viewBytes));
      await writeFile(variantPath(catalogue.layout.thumbs, sha256, 'thumb'), randomBytes(9000));
    }
    catalogue.close();
    const ours: number[] = [];
    const peer: number[] = [];
    let bytes = 0;
    for (let round = 0; round < rounds; round += 1) {
      const bare = join(parent, `bare ${round}.zip`);
      const took = await bareZip(catalogue.folder, bare);
      ({ size: bytes } = await stat(bare));
      peer.push(bytes / 1e3 / took);
      const alone = await exportAlone(catalogue.folder, 'portable', join(parent, `ours ${round}`));
      ours.push(alone.bytes / 1e3 / alone.milliseconds);
    }
    const ratio = median(ours) / median(peer);
    return [
      {
        name: `portable zip of ${photos.toLocaleString('en')} photos' pictures, ${(bytes / 1e6).toFixed(0)} MB`,
        ours: median(ours),
        peer: median(peer),
        peerName: 'yazl given the same files',
        ratio,
        unit: 'MB/s',
        bar: '≥ 0.7 × the bare zip',
        held: ratio >= 0.7,
        note: 'copy of the database, its hash, manifest and sync to disk included',
      },
    ];
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}
