import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { layoutOf } from './layout.ts';
import { litterMark, sweepCatalogue, sweepDead } from './sweep-litter.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resight-litter-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('what a killed program left half written in a catalogue is removed, and nothing else', async () => {
  const layout = layoutOf(folder);
  const long = new Date(Date.now() - 60_000);
  const files = [
    'backups/2026-01-01 x.sqlite.partial',
    'models/detector-1/network.onnx.123.abc.partial',
    'thumbs/aa/x.jpg.partial',
    'catalog.sqlite.partial',
    'models/detector-1/network.onnx',
    'catalog.sqlite',
  ].map((name) => join(folder, name));
  for (const file of files) {
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, 'x');
    utimesSync(file, long, long);
  }
  const own = join(folder, 'models/now.partial');
  writeFileSync(own, 'x');
  await sweepCatalogue(layout, Date.now() - 1000);
  expect(files.map((file) => existsSync(file))).toEqual([false, false, false, false, true, true]);
  expect(existsSync(own)).toBe(true);
});

it('what a program that still runs is writing is left alone', async () => {
  const { pid: dead } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(join(folder, `a.csv.${dead}.12345678.partial`), '');
  writeFileSync(join(folder, `b.csv.${litterMark('12345678')}.partial`), '');
  writeFileSync(join(folder, 'holiday.2026.pictures'), '');
  await sweepDead(folder, (name) => name.endsWith('.partial'));
  expect(readdirSync(folder).sort()).toEqual([
    `b.csv.${process.pid}.12345678.partial`,
    'holiday.2026.pictures',
  ]);
});
