import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { App } from '#api/app.ts';
import { directClient } from '#api/server.ts';
import { usualOptions } from '#terms/exports/options.ts';
import { hasEnded } from '#terms/jobs/job-states.ts';
import { forkWorker } from '#worker/host/worker-process.ts';
import { unless, whyNoMounts } from '../may-run.ts';

const reason = whyNoMounts();
const worker = fileURLToPath(new URL('../../../worker/entry.ts', import.meta.url));
const noise = { type: 'gaussian', mean: 120, sigma: 40 } as const;
let folder: string;
let small: string;
let app: App;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'resight-full-'));
  small = join(folder, 'small');
  mkdirSync(small);
  mkdirSync(join(folder, 'photos'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', small]);
  for (let number = 0; number < 20; number += 1)
    await sharp({ create: { width: 900, height: 600, channels: 3, background: 'grey', noise } })
      .jpeg()
      .toFile(join(folder, 'photos', `${number}.jpg`));
  app = new App({
    shell: { shell: 'browser', version: '0', platform: 'test', nativeDialogs: false },
    spawnWorker: forkWorker(worker),
    stateFolder: join(small, 'state'),
    documentsFolder: small,
  });
});
afterEach(async () => {
  await app.quit();
  spawnSync('umount', ['-l', small]);
  rmSync(folder, { recursive: true, force: true });
});

const filler = () => join(small, 'filler');
/** Leaves so many bytes of room. */
function leave(bytes: number): void {
  rmSync(filler(), { force: true });
  const { bavail, bsize } = statfsSync(small);
  writeFileSync(filler(), Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
}

async function ended(jobId: number) {
  const { jobs } = directClient(app);
  await expect
    .poll(async () => hasEnded(await jobs.get({ jobId })), { timeout: 120_000 })
    .toBe(true);
  return jobs.get({ jobId });
}

describe.skipIf(reason !== null)(`A full disk${unless(reason)}`, () => {
  it('is said as such by every operation, ends none but that, and all goes on when there is room', async () => {
    const client = directClient(app);
    await client.catalogue.create({ parent: small, name: 'Moray' });
    const full = { state: 'failed', error: { code: 'disk-full' } };
    const refused = { code: 'disk-full', message: expect.stringContaining('is full') as string };
    const start = () =>
      app.open.queue.start('import-photos', { paths: [join(folder, 'photos')] }).id;

    leave(400_000);
    expect(await ended(start())).toMatchObject(full);
    leave(100_000);
    await expect(client.catalogue.backUp()).rejects.toMatchObject(refused);
    leave(0);
    // Looking goes on all the while.
    expect(await client.jobs.list({})).toHaveLength(1);

    rmSync(filler());
    expect(await ended(start())).toMatchObject({ state: 'done' });
    await client.catalogue.backUp();
    leave(30_000);
    const { id } = app.open.queue.start('export', {
      format: 'portable',
      options: usualOptions,
      target: { folder: small, name: null, ifThere: 'number' },
    });
    expect(await ended(id)).toMatchObject(full);
    rmSync(filler());
    const left = readdirSync(small, { recursive: true, encoding: 'utf8' });
    expect(left.filter((name) => /\.partial|unpacking-|\.copy$/.test(name))).toEqual([]);
    expect(app.open.catalogue.integrityProblems()).toEqual([]);
  });
});
