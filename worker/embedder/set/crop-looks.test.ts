import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { madeBox } from '#catalog/training/made-box.fixture.ts';
import { lookDistance, type Look } from '#catalog/training/taken-together.ts';
import type { CropStyle } from '#terms/embedder/crops.ts';
import { seenNow } from '#catalog/pictures/identity/original.fixture.ts';
import { keepCrops } from './crops.ts';
import { looksOf } from './crop-looks.ts';

const folder = await mkdtemp(join(tmpdir(), 'resight-looks-'));
afterAll(() => rm(folder, { recursive: true }));

/** A wide photo of a fin before a sea of its own, moved to the right by some pixels. */
async function photo(name: string, notch: number, sea: number, moved = 0): Promise<string> {
  const waves = Array.from({ length: 24 }, (_, at) => {
    const x = ((at * sea * 37) % 300) + moved;
    return `<circle cx="${x}" cy="${(at * sea * 53) % 150}" r="${8 + ((at * sea) % 17)}" fill="rgb(${(at * 9) % 90},${100 + ((at * sea) % 80)},160)"/>`;
  });
  const fin = `<polygon points="${90 + moved},140 ${160 + moved},20 ${170 + moved},${notch} ${220 + moved},140" fill="#222"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="150"><rect width="300" height="150" fill="#378"/>${waves.join('')}${fin}</svg>`;
  const path = join(folder, name);
  await writeFile(path, await sharp(Buffer.from(svg)).jpeg().toBuffer());
  return path;
}

it.each([
  { input: 64, fit: 'pad', margin: 0 },
  { input: 64, height: 32, fit: 'stretch', margin: 0.2 },
] as CropStyle[])(
  'the next frame of a burst looks like the one before, another day does not ($fit)',
  async (style) => {
    const paths = [
      await photo('a.jpg', 60, 3),
      await photo('b.jpg', 60, 3, 4),
      await photo('c.jpg', 60, 7),
    ];
    const boxes = paths.map((path, at) => ({
      ...madeBox(at + 1, { path, aspect: 2 }),
      ...seenNow(path),
    }));
    const watch = { signal: new AbortController().signal, progress: () => {} };
    const { files } = await keepCrops(join(folder, 'crops'), boxes, style, watch);
    const looks = await looksOf(boxes, files, style, watch.signal);
    const [first, next, other] = [1, 2, 3].map((boxId) => looks.get(boxId) as Look);
    expect(lookDistance(first, next)).toBeLessThan(0.25);
    expect(lookDistance(first, other)).toBeGreaterThan(0.3);
  },
);

it('a crop that is gone has no look', async () => {
  const files = new Map([[1, join(folder, 'gone.rgb')]]);
  const style: CropStyle = { input: 64, fit: 'pad', margin: 0 };
  const { signal } = new AbortController();
  expect((await looksOf([madeBox(1)], files, style, signal)).size).toBe(0);
});
