import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seenNow } from '#catalog/pictures/identity/original.fixture.ts';
import type { CropBox } from '#terms/boxes/crop-box.ts';
import { keepCrops, keptSize } from './crops.ts';
import { plainView } from '../learning/augmentation.ts';
import { renderView } from '../looking/render-view.ts';
import { readCrop } from './kept-crop.ts';

const style = { input: 64, margin: 0 };
const square = { width: 64, height: 64 };
const quiet = { signal: new AbortController().signal, progress: () => {} };
let folder: string;
let photo: CropBox;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resight-crops-'));
  const path = join(folder, 'a.png');
  // A white disc of 40 pixels in the middle of a black photo of 400 × 200.
  const disc = Buffer.from(
    '<svg width="40" height="40"><circle cx="20" cy="20" r="20" fill="#fff"/></svg>',
  );
  await sharp({ create: { width: 400, height: 200, channels: 3, background: '#000' } })
    .composite([{ input: disc, left: 180, top: 80 }])
    .toFile(path);
  const place = { x: 0.45, y: 0.35, w: 0.1, h: 0.3 };
  photo = {
    boxId: 3,
    revision: 1,
    photoId: 1,
    photoName: 'a.png',
    sha256: 'a'.repeat(64),
    path,
    ...seenNow(path),
    ...place,
  };
});
afterAll(() => rm(folder, { recursive: true }));

const crops = () => join(folder, 'crops');

describe('the crop of a box', () => {
  it('is square and undistorted: a disc in a narrow box stays a disc', async () => {
    const { files } = await keepCrops(crops(), [photo], style, quiet);
    const crop = await readCrop(files.get(3) ?? '');
    expect(crop).toMatchObject(keptSize(square));
    const red = renderView(crop, square, plainView, false).subarray(0, 64 * 64);
    const lit = (values: number[]) => values.filter((value) => value > 0.5).length;
    const middle = Array.from({ length: 64 }, (_, at) => at);
    const wide = lit(middle.map((x) => red[32 * 64 + x]));
    const high = lit(middle.map((y) => red[y * 64 + 32]));
    // 40 pixels of a box that is 60 high, seen at 64.
    expect(Math.abs(wide - (40 / 60) * 64)).toBeLessThan(2.5);
    expect(Math.abs(wide - high)).toBeLessThan(1.5);
  });

  it('is made once, and again only when the box changes; of the old one nothing stays', async () => {
    const first = (await keepCrops(crops(), [photo], style, quiet)).files.get(3) ?? '';
    const { mtimeMs } = await stat(first);
    const again = (await keepCrops(crops(), [photo], style, quiet)).files.get(3) ?? '';
    expect(again).toBe(first);
    expect((await stat(again)).mtimeMs).toBe(mtimeMs);
    const moved = { ...photo, revision: 2, x: 0.4 };
    const next = (await keepCrops(crops(), [moved], style, quiet)).files.get(3) ?? '';
    expect(next).not.toBe(first);
    expect(await readdir(dirname(next))).toHaveLength(1);
  });

  it('is made anew where its file is damaged, and says so where it is read before that', async () => {
    const whole = (await keepCrops(crops(), [photo], style, quiet)).files.get(3) ?? '';
    const pixels = await readCrop(whole);
    const bytes = await readFile(whole);
    const damages = [
      () => truncate(whole, bytes.length - 100),
      () => truncate(whole, 0),
      () => writeFile(whole, Buffer.alloc(bytes.length)),
    ];
    for (const damage of damages) {
      await damage();
      await expect(readCrop(whole)).rejects.toThrow(`${whole} could not be read back`);
      await keepCrops(crops(), [photo], style, quiet);
      expect(await readCrop(whole)).toEqual(pixels);
    }
  });

  it('that was kept as JPEG by an earlier version is made anew, and its file goes', async () => {
    const file = (await keepCrops(crops(), [photo], style, quiet)).files.get(3) ?? '';
    const before = file.replace(/\.rgb$/, '.jpg');
    expect(before).not.toBe(file);
    await sharp({ create: { width: 82, height: 82, channels: 3, background: '#fff' } }).toFile(
      before,
    );
    await rm(file);
    const { files } = await keepCrops(crops(), [photo], style, quiet);
    expect(files.get(3)).toBe(file);
    expect(await readdir(dirname(file))).toHaveLength(1);
  });

  it('is kept as JPEG where it is large, and looks the same', async () => {
    const large = { input: 320, margin: 0 };
    const file = (await keepCrops(crops(), [photo], large, quiet)).files.get(3) ?? '';
    const { format } = await sharp(file).metadata();
    expect(format).toBe('jpeg');
    const [seen, small] = await Promise.all([
      readCrop(file, keptSize(square)),
      readCrop((await keepCrops(crops(), [photo], style, quiet)).files.get(3) ?? ''),
    ]);
    expect(seen.width).toBe(small.width);
    const apart = seen.pixels.reduce((sum, byte, at) => sum + Math.abs(byte - small.pixels[at]), 0);
    expect(apart / seen.pixels.length).toBeLessThan(3);
  });

  it('fills the picture where it is stretched: a disc in a narrow box becomes as wide as the box', async () => {
    const stretched = { input: 64, height: 32, margin: 0, fit: 'stretch' } as const;
    const { files } = await keepCrops(crops(), [photo], stretched, quiet);
    const size = { width: 64, height: 32 };
    const red = renderView(await readCrop(files.get(3) ?? ''), size, plainView, false);
    const lit = (values: number[]) => values.filter((value) => value > 0.5).length;
    // The box is 40 × 60 pixels, and the disc as wide as it.
    expect(lit(Array.from({ length: 64 }, (_, x) => red[16 * 64 + x]))).toBeGreaterThan(58);
    const high = lit(Array.from({ length: 32 }, (_, y) => red[y * 64 + 32]));
    expect(Math.abs(high - (40 / 60) * 32)).toBeLessThan(2.5);
  });

  it('is grey beyond the end of the photo', async () => {
    const corner = { ...photo, boxId: 4, x: 0, y: 0, w: 0.1, h: 0.2 };
    const { files } = await keepCrops(crops(), [corner], { input: 64, margin: 0.5 }, quiet);
    const planes = renderView(await readCrop(files.get(4) ?? ''), square, plainView, false);
    expect(planes[0]).toBeCloseTo(0.5, 1);
    expect(planes[40 * 64 + 40]).toBeCloseTo(0, 1);
  });

  it('is not cut from a file that is another picture now', async () => {
    const path = join(folder, 'overwritten.png');
    await sharp({ create: { width: 40, height: 20, channels: 3, background: '#f00' } }).toFile(
      path,
    );
    const overwritten = { ...photo, boxId: 9, path };
    const { files, skipped } = await keepCrops(crops(), [overwritten], style, quiet);
    expect([...files]).toEqual([]);
    expect(skipped).toMatchObject([
      { boxId: 9, reason: expect.stringContaining(`The file at ${path} is another picture now.`) },
    ]);
  });

  it('of no area is left out with the reason, and so is that of a photo which is gone', async () => {
    const flat = { ...photo, boxId: 5, w: 0.001 };
    const gone = { ...photo, boxId: 6, photoId: 2, path: join(folder, 'gone.jpg') };
    const { files, skipped } = await keepCrops(crops(), [flat, gone, photo], style, quiet);
    expect([...files.keys()]).toEqual([3]);
    expect(skipped).toHaveLength(2);
    expect(skipped[0]).toMatchObject({ boxId: 5 });
    expect(skipped[0]?.reason).toContain('0.4 × 60.0 pixels');
    expect(skipped[1]?.reason).toContain('not where it was');
  });
});
