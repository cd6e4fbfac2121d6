import fc from 'fast-check';
import { mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { seenNow } from '#catalog/pictures/identity/original.fixture.ts';
import { makeVariants, variantPath } from '#catalog/pictures/variants.ts';
import { lookPixels } from './look-pixels.ts';
import {
  isCut,
  looksOf,
  mergeLooks,
  tileStarts,
  toFractions,
  type SeenDetection,
} from './looks.ts';
import { boundCache, readPhoto } from '../set/photo-pixels.ts';

const folder = await mkdtemp(join(tmpdir(), 'resight-looks-'));
afterAll(() => rm(folder, { recursive: true }));

const detection = (change: Partial<SeenDetection>): SeenDetection => ({
  label: 0,
  confidence: 0.5,
  look: 0,
  mayBeCut: false,
  x: 0.2,
  y: 0.2,
  w: 0.1,
  h: 0.1,
  ...change,
});

describe('the looks at a photo', () => {
  it('cover all of it in tiles that share at least a sixth of their side', () => {
    fc.assert(
      fc.property(fc.integer({ min: 321, max: 5000 }), (length) => {
        const starts = tileStarts(length, 320);
        expect(starts[0]).toBe(0);
        expect(starts.at(-1)).toBe(length - 320);
        for (const [at, start] of starts.entries())
          if (at > 0) expect(start - (starts[at - 1] ?? 0)).toBeLessThanOrEqual((5 / 6) * 320 + 2);
      }),
    );
  });

  it('are one where the photo is hardly larger than the input, or tiles are not wanted', () => {
    const options = { input: 320, tileEdge: 1280 };
    expect(looksOf({ width: 450, height: 300 }, options)).toHaveLength(1);
    expect(looksOf({ width: 4000, height: 3000 }, { ...options, tileEdge: null })).toHaveLength(1);
    expect(looksOf({ width: 6000, height: 4000 }, options)).toHaveLength(1 + 5 * 3);
  });

  it('bring a box back to where it is on the photo, whichever look saw it', () => {
    const photo = { width: 4000, height: 3000 };
    const fin = { x: 1800, y: 1400, w: 200, h: 100 };
    let seen = 0;
    for (const look of looksOf(photo, { input: 320, tileEdge: 1280 })) {
      const { scale, left, top } = look;
      const inLook = {
        x: fin.x * scale + left,
        y: fin.y * scale + top,
        w: fin.w * scale,
        h: fin.h * scale,
      };
      if (inLook.x < 0 || inLook.y < 0 || inLook.x + inLook.w > 320 || inLook.y + inLook.h > 320)
        continue;
      seen += 1;
      const { x, y, w, h } = toFractions(inLook, look, photo);
      expect([x * 4000, y * 3000, w * 4000, h * 3000].map(Math.round)).toEqual([
        1800, 1400, 200, 100,
      ]);
    }
    expect(seen).toBeGreaterThan(1);
  });

  it('pass over a box that goes on beyond a tile, but not one at the edge of the photo', () => {
    const [, corner] = looksOf({ width: 1280, height: 960 }, { input: 320, tileEdge: 1280 });
    if (corner === undefined) throw new Error('There is no tile.');
    expect(isCut({ x: 280, y: 100, w: 40, h: 40 }, corner, 320)).toBe(true);
    expect(isCut({ x: 0, y: 100, w: 40, h: 40 }, corner, 320)).toBe(false);
  });

  it('show the very pixels of their part of the photo', async () => {
    // Brightness says the column, so that every pixel tells where it is from.
    const [width, height] = [1280, 640];
    const drawn = Buffer.alloc(width * height * 3);
    for (let at = 0; at < drawn.length; at += 1)
      drawn[at] = Math.floor((Math.floor(at / 3) % width) / 8);
    const path = join(folder, 'columns.png');
    await sharp(drawn, { raw: { width, height, channels: 3 } })
      .png()
      .toFile(path);
    const folders = { thumbs: join(folder, 'none'), cache: join(folder, 'cache') };
    const photo = { path, sha256: 'c'.repeat(64), ...seenNow(path), width, height };
    const options = { input: 320, tileEdge: 1280 };
    const pixels = await lookPixels(folders, photo, options);
    const looks = looksOf(photo, options);
    expect(pixels.length).toBe(looks.length * 3 * 320 * 320);
    for (const [at, { scale, left, top }] of looks.entries()) {
      const row = Math.floor(top + (height / 2) * scale);
      if (row < 0 || row >= 320) continue;
      for (const column of [40, 160, 280]) {
        const value = pixels[((at * 320 + row) * 320 + column) * 3] ?? 0;
        expect(Math.abs(value - (column - left) / scale / 8)).toBeLessThan(2.5);
      }
    }
  });
});

describe('boxes of several looks', () => {
  it('become one where they cover each other, or a part seen in a tile lies in the whole', () => {
    const merged = mergeLooks(
      [
        detection({ confidence: 0.9 }),
        detection({ confidence: 0.7, look: 2, x: 0.21 }),
        detection({ confidence: 0.6, look: 3, x: 0.22, y: 0.22, w: 0.04, h: 0.05, mayBeCut: true }),
        detection({ confidence: 0.5, x: 0.6 }),
        detection({ confidence: 0.4, label: 1 }),
      ],
      0.45,
    );
    expect(merged.map(({ confidence }) => confidence)).toEqual([0.9, 0.5, 0.4]);
  });

  it('leave a calf before its mother, which one tile saw whole', () => {
    const mother = detection({ confidence: 0.9, look: 1 });
    const calf = detection({ confidence: 0.6, look: 2, x: 0.22, y: 0.22, w: 0.04, h: 0.05 });
    expect(mergeLooks([mother, calf], 0.45)).toHaveLength(2);
  });

  it('stay two where one look saw one inside the other', () => {
    const within = detection({ confidence: 0.6, x: 0.22, y: 0.22, w: 0.04, h: 0.05 });
    expect(mergeLooks([detection({ confidence: 0.9 }), within], 0.45)).toHaveLength(2);
  });
});

describe('copies of photos', () => {
  const folders = { thumbs: join(folder, 'no thumbs'), cache: join(folder, 'copies') };
  const make = async (name: string, sha256: string) => {
    const path = join(folder, name);
    await sharp({ create: { width: 900, height: 600, channels: 3, background: '#345' } })
      .jpeg()
      .toFile(path);
    return { path, sha256, ...seenNow(path) };
  };

  it('are kept by content and size, and serve when the photo is gone', async () => {
    const photo = await make('a.jpg', 'a'.repeat(64));
    const first = await readPhoto(folders, photo, 320);
    expect([first.width, first.height]).toEqual([320, 213]);
    await rm(photo.path);
    const again = await readPhoto(folders, photo, 320);
    expect(Buffer.from(again.pixels).equals(Buffer.from(first.pixels))).toBe(true);
    await expect(readPhoto(folders, photo, 640)).rejects.toThrow('its file is gone');
  });

  it('are those of the import where a network looks but once, the smallest that is large enough', async () => {
    const photo = await make('c.jpg', 'c'.repeat(64));
    const imported = { thumbs: join(folder, 'imported'), cache: join(folder, 'no copies') };
    await makeVariants(imported.thumbs, photo.sha256, () => readFile(photo.path));
    await rm(photo.path);
    const tint = async (variant: 'look' | 'view', background: string) => {
      const path = variantPath(imported.thumbs, photo.sha256, variant);
      const { width, height } = await sharp(path).metadata();
      await sharp({ create: { width, height, channels: 3, background } })
        .jpeg()
        .toFile(path);
    };
    await tint('look', '#f00');
    await tint('view', '#00f');
    const seen = async (edge: number) => {
      const { pixels, width } = await readPhoto(imported, photo, edge, { keep: false });
      return { width, colour: (pixels[0] ?? 0) > 128 ? 'look' : 'view' };
    };
    expect(await seen(320)).toEqual({ width: 320, colour: 'look' });
    expect(await seen(200)).toEqual({ width: 200, colour: 'look' });
    expect(await seen(640)).toEqual({ width: 640, colour: 'view' });
  });

  it('are bounded: those not looked at for longest go', async () => {
    const b = await make('b.jpg', 'b'.repeat(64));
    await readPhoto(folders, b, 320);
    const old = join(folders.cache, 'aa', `${'a'.repeat(64)}.320.jpg`);
    await utimes(old, new Date(0), new Date(0));
    await boundCache(folders, (await stat(old)).size);
    expect(await readdir(join(folders.cache, 'aa'))).toEqual([]);
    expect(await readdir(join(folders.cache, 'bb'))).toHaveLength(1);
  });

  it('say what is wrong with a photo that is damaged', async () => {
    const photo = await make('d.jpg', 'd'.repeat(64));
    const { writeFile } = await import('node:fs/promises');
    await writeFile(photo.path, 'no picture');
    const damaged = { ...photo, ...seenNow(photo.path) };
    await expect(readPhoto(folders, damaged, 320)).rejects.toThrow('cannot be decoded');
    await expect(readPhoto(folders, photo, 320)).rejects.toThrow('another picture now');
  });
});
