import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCatalogue, openCatalogue } from '#catalog/open-catalogue.ts';
import { addOpenFins, decisionsIn } from '#catalog/identity/judged.fixture.ts';
import { times } from '../counts.ts';
import { unless, whyNoLoop } from '../may-run.ts';
import { acknowledged } from './run-judge.ts';

const reason = whyNoLoop();
const disk = { bytes: 64 * 1024 ** 2, options: 'loop,noatime,commit=600' };
let folder: string;
let mounted: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resight-power-'));
  mounted = [];
});
afterEach(() => {
  for (const at of mounted) spawnSync('umount', [at]);
  rmSync(folder, { recursive: true, force: true });
});

/** Mounts a disk that is a file; what the program did not flush stays in memory and never reaches the file. */
function mount(image: string, name: string): string {
  const at = join(folder, name);
  mkdirSync(at);
  execFileSync('mount', ['-o', disk.options, image, at]);
  mounted.push(at);
  return at;
}

/** Of 200 decisions that were acknowledged, how many are gone when the power goes right after. */
async function lostAfterPowerCut(
  name: string,
  ...early: string[]
): Promise<{ heard: number; lost: number }> {
  const image = join(folder, `${name}.img`);
  writeFileSync(image, '');
  truncateSync(image, disk.bytes);
  execFileSync('mkfs.ext4', ['-q', '-F', image]);
  const before = mount(image, `${name} before`);
  const catalogue = createCatalogue(before, 'Moray');
  addOpenFins(catalogue, 100);
  catalogue.close();
  execFileSync('sync', ['-f', before]);
  const heard = await acknowledged([catalogue.folder, ...early], 200);
  // What the disk holds at this moment is all that is left of it.
  const left = join(folder, `${name} left.img`);
  copyFileSync(image, left);
  const after = openCatalogue(join(mount(left, `${name} after`), 'Moray.resight'));
  const stored = decisionsIn(after);
  expect(after.integrityProblems()).toEqual([]);
  after.close();
  return { heard: heard.length, lost: heard.filter((id) => !stored.has(id)).length };
}

describe.skipIf(reason !== null)(`A power cut${unless(reason)}`, () => {
  const cuts = times(3, 20);
  it(`${cuts} times, right after 200 decisions were acknowledged, takes none of them`, async () => {
    for (let cut = 0; cut < cuts; cut += 1) {
      const { heard, lost } = await lostAfterPowerCut(`cut ${cut}`);
      expect(heard).toBeGreaterThanOrEqual(200);
      expect(lost).toBe(0);
    }
  });

  it('takes decisions that are acknowledged before they are flushed, as this test must be able to see', async () => {
    const { lost } = await lostAfterPowerCut('early', 'early');
    expect(lost).toBeGreaterThan(0);
  });
});
