import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readWhole } from './read-file.ts';

const folder = await mkdtemp(join(tmpdir(), 'resight-read-'));
afterAll(() => rm(folder, { recursive: true }));

it('a file is read whole up to the size it may have', async () => {
  const path = join(folder, 'table.csv');
  await writeFile(path, 'x'.repeat(3_000_000));
  expect((await readWhole(path, 3_000_000)).length).toBe(3_000_000);
  await expect(readWhole(path, 2_000_000)).rejects.toThrow(
    'table.csv has 3 MB; such files are read up to 2 MB.',
  );
});

it('a folder is named as one', async () => {
  await expect(readWhole(folder, 10)).rejects.toThrow('is a folder; choose a file in it.');
});

it.runIf(process.platform === 'linux')('what has no end is not begun', async () => {
  const pipe = join(folder, 'pipe.csv');
  execFileSync('mkfifo', [pipe]);
  for (const path of ['/dev/zero', pipe])
    await expect(readWhole(path, 10)).rejects.toThrow('is a device or a pipe, no file.');
});

it.runIf(process.platform === 'linux')(
  'a file that says it is empty and is not has an end all the same',
  async () => {
    expect((await readWhole('/proc/self/status', 100_000)).length).toBeGreaterThan(100);
    await expect(readWhole('/proc/self/status', 100)).rejects.toThrow('up to 0 MB');
  },
);
