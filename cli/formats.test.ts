import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startResight } from './run-resight.fixture.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resight-cli-formats-'));
});
afterEach(() => rm(folder, { recursive: true }));

const resight = (...args: string[]) => startResight(folder, ...args).ended;

it('takes individuals in from a table and out to MARK, a zip, and another catalogue', async () => {
  for (const [name, height] of [
    ['a', 30],
    ['b', 31],
  ] as const) {
    await mkdir(join(folder, 'field'), { recursive: true });
    await sharp({ create: { width: 40, height, channels: 3, background: '#468' } })
      .jpeg()
      .withExif({ IFD2: { DateTimeOriginal: '2026:06:07 10:42:00' } })
      .toFile(join(folder, 'field', `${name}.jpg`));
  }
  await resight('new', 'Moray');
  await resight('import', 'photos', 'field');
  await writeFile(
    join(folder, 'animals.csv'),
    'file,Whale code,when\na.jpg,W1,07/06/2026\nb.jpg,1.23E+05,\n',
  );
  const asked = await resight('import', 'catalogue', 'animals.csv');
  expect(asked.code).toBe(1);
  expect(asked.err).toContain('Say which column of animals.csv holds the individual');
  const columns = ['--column', 'individual=Whale code', '--column', 'date=when'];
  const order = await resight('import', 'catalogue', 'animals.csv', ...columns);
  expect(order.err).toContain('can be read both ways. Say --dates day-first');
  const chosen = [...columns, '--dates', 'day-first'];
  const dry = await resight('import', 'catalogue', 'animals.csv', ...chosen, '--dry-run');
  expect(dry.out).toContain('Would be stored: 1 named photo of 1 new individual.');
  expect(dry.out).toContain('a.jpg: W1 · 2026-06-07 (animals.csv:2)');
  const stored = await resight('import', 'catalogue', 'animals.csv', ...chosen);
  // Some rows were refused: done, but not all of it.
  expect(stored.code).toBe(3);
  expect(stored.out).toContain('animals.csv:3: refused: "1.23E+05"');

  expect((await resight('export')).out).toContain('darwin-core');
  const preview = await resight('export', 'mark', '--dry-run');
  expect(preview.out).toContain('1 1 /* W1 */;');
  expect(existsSync(join(folder, 'Moray MARK.inp'))).toBe(false);
  expect(await resight('export', 'mark', '--to', 'w.inp')).toMatchObject({ code: 0 });
  const history = await readFile(join(folder, 'w.inp'), 'utf8');
  expect(history).toContain('2026-06-07 */\n1 1 /* W1 */;\n');
  const there = await resight('export', 'mark', '--to', 'w.inp');
  expect([there.code, there.err]).toEqual([1, expect.stringContaining('is there already')]);
  expect((await resight('export', 'mark', '--to', 'w.inp', '--replace')).code).toBe(0);
  const odd = await resight('export', 'markk');
  expect([odd.code, odd.err]).toEqual([2, expect.stringContaining('sightings-csv, ')]);
  const json = await resight('export', 'sightings-csv', '--min-quality', '2', '--json');
  expect(JSON.parse(json.out)).toMatchObject({
    counts: { sightings: 0 },
    leftOut: [{ reason: 'quality not graded', count: 1 }],
  });

  await resight('export', 'portable', '--with-photos', '--to', 'all.zip');
  const unpacked = await resight('unpack', 'all.zip', 'elsewhere');
  expect(unpacked).toMatchObject({ code: 0 });
  expect(unpacked.out).toContain('2 photos, now in');
  const other = join(folder, 'elsewhere', 'Moray.resight');
  await resight('export', 'mark', '--to', 'other.inp', '--catalogue', other);
  expect(await readFile(join(folder, 'other.inp'), 'utf8')).toBe(history);
}, 60_000);
