import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ExportFormat } from '#terms/exports/formats.ts';
import { usualOptions, type ExportOptions } from '#terms/exports/options.ts';
import { madeBox } from '../formats/made-sightings.fixture.ts';
import { unzipped } from '../formats/unzipped.fixture.ts';
import { variantPath } from '../pictures/variants.ts';
import { bestOfSides } from './best-boxes.ts';
import { cutOf } from './box-picture.ts';
import { exportSource } from './export-source.ts';
import { madeStudy } from './made-study.fixture.ts';
import { writeExport } from './write-export.ts';

let folder: string;
let study: ReturnType<typeof madeStudy>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resight-pictures-'));
  study = madeStudy();
});
afterEach(async () => {
  study.remove();
  await rm(folder, { recursive: true });
});

const write = (format: ExportFormat, options: Partial<ExportOptions> = {}) =>
  writeExport(
    exportSource(study.catalogue.db, study.catalogue.folder),
    format,
    { ...usualOptions, ...options },
    { folder, name: null, ifThere: 'refuse' },
  );

/** Pictures for the screen as the import keeps them: left third red, the rest blue. */
async function keepViews(): Promise<void> {
  const red = { create: { width: 200, height: 400, channels: 3 as const, background: '#ff0000' } };
  const view = await sharp({
    create: { width: 600, height: 400, channels: 3, background: '#0000ff' },
  })
    .composite([{ input: await sharp(red).png().toBuffer(), left: 0, top: 0 }])
    .jpeg()
    .toBuffer();
  for (const { sha256 } of study.catalogue.all<{ sha256: string }>(
    `SELECT sha256 FROM photos WHERE name <> 'scan.jpg'`,
  )) {
    const path = variantPath(study.catalogue.layout.thumbs, sha256, 'view');
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, view);
  }
}

describe('pictures by individual', () => {
  it('are cut out with a margin, named by individual, side and date, without the place', async () => {
    await keepViews();
    const { path, leftOut } = await write('crops');
    expect(leftOut).toEqual([{ reason: 'the file of the photo is missing', count: 1 }]);
    const files = (await readdir(path, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
      .sort();
    expect(files).toEqual([
      '=SUM(A1)/unknown/2026-06-09 Línea 2.jpg',
      'TT-2/left/2026-06-07 IMG_2042.jpg',
      'TT-2/left/2026-06-07 IMG_2043.jpg',
      'TT-2/right/2026-07-20 IMG_0001.jpg',
      'TT001/left/2026-06-07 IMG_2041.jpg',
      'TT001/left/2026-06-09 a, -b-.jpg',
      'TT001/right/2026-06-07 IMG_2042.jpg',
      'export.json',
    ]);
    // The box from 0.1 to 0.35 of 600 pixels, with eight hundredths of its width on each side.
    const picture = await readFile(join(path, 'TT001/left/2026-06-07 IMG_2041.jpg'));
    const { width, height, exif } = await sharp(picture).metadata();
    expect([width, height, exif]).toEqual([174, 156, undefined]);
    const [left, right] = await Promise.all(
      [10, 165].map((x) =>
        sharp(picture).extract({ left: x, top: 70, width: 1, height: 1 }).raw().toBuffer(),
      ),
    );
    expect(left[0]).toBeGreaterThan(200);
    expect(right[2]).toBeGreaterThan(200);
  });

  it('as one zip are the same files', async () => {
    await keepViews();
    const { path } = await write('crops', { asZip: true });
    expect([...(await unzipped(path)).keys()]).toHaveLength(7);
  });

  it('of two codes that one file system cannot tell apart go to two folders', async () => {
    await keepViews();
    study.catalogue.run(`UPDATE individuals SET code = 'A/1' WHERE code = 'TT001'`);
    study.catalogue.run(`UPDATE individuals SET code = 'A:1' WHERE code = 'TT-2'`);
    const { path } = await write('crops');
    expect((await readdir(path)).sort()).toEqual(['=SUM(A1)', 'A-1', 'A-1 (2)', 'export.json']);
  });

  it('stay within the photo, also at its edges', () => {
    expect(cutOf({ x: 0, y: 0, w: 1, h: 1 }, 600, 400)).toEqual({
      left: 0,
      top: 0,
      width: 600,
      height: 400,
    });
    expect(cutOf({ x: 0.999, y: 0.999, w: 0.001, h: 0.001 }, 60, 40)).toEqual({
      left: 59,
      top: 39,
      width: 1,
      height: 1,
    });
  });
});

describe('the printable catalogue', () => {
  it('has a card for each individual with its pictures in the file itself', async () => {
    await keepViews();
    const { path } = await write('printable');
    const html = await readFile(path, 'utf8');
    expect(html.match(/<article>/g)).toHaveLength(3);
    expect(html.match(/src="data:image\/jpeg;base64,/g)).toHaveLength(5);
    expect(html).not.toMatch(/https?:|file:/);
    expect(html).toContain('<h2>TT001</h2>');
    expect(html).toContain('2026-06-07 – 2026-06-09');
    expect(html).toContain('side not told');
  });

  it('takes no markup from the catalogue', async () => {
    study.catalogue.run(
      `UPDATE individuals SET name = '<script>alert(1)</script>' WHERE code = 'TT001'`,
    );
    const html = await readFile((await write('printable')).path, 'utf8');
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;');
  });
});

describe('the best box of a side', () => {
  const fine = madeBox({ boxId: 1 });
  const poor = madeBox({ boxId: 2, focus: 1 });
  const large = madeBox({ boxId: 3, w: 0.7 });
  const right = madeBox({
    boxId: 4,
    side: 'right',
    focus: null,
    angle: null,
    exposure: null,
    visible: null,
  });

  it('is the best graded and, of equals, the largest', () => {
    const best = bestOfSides([fine, poor, large, right], new Set());
    expect([best.left?.boxId, best.right?.boxId, best.unknown]).toEqual([3, 4, undefined]);
  });

  it('is what a person chose, whatever its grade', () => {
    expect(bestOfSides([fine, poor, large], new Set([2])).left?.boxId).toBe(2);
  });
});
