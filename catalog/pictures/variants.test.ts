import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { makeVariants, variantPath } from './variants.ts';

const thumbs = await mkdtemp(join(tmpdir(), 'resight-variants-'));
afterAll(() => rm(thumbs, { recursive: true }));

const photo = (width: number) =>
  sharp({ create: { width, height: width / 2, channels: 3, background: '#357' } })
    .jpeg()
    .toBuffer();
const width = async (path: string) => (await sharp(path).metadata()).width;

it('a photo has a picture for the grid, one for networks and one to look at', async () => {
  const sha256 = 'a'.repeat(64);
  await makeVariants(thumbs, sha256, () => photo(3000));
  expect(await width(variantPath(thumbs, sha256, 'thumb'))).toBe(256);
  expect(await width(variantPath(thumbs, sha256, 'look'))).toBe(320);
  expect(await width(variantPath(thumbs, sha256, 'view'))).toBe(2048);
});

it('a photo that is small is not kept a third time', async () => {
  const sha256 = 'b'.repeat(64);
  await makeVariants(thumbs, sha256, () => photo(300));
  expect(await width(variantPath(thumbs, sha256, 'thumb'))).toBe(256);
  expect(existsSync(variantPath(thumbs, sha256, 'look'))).toBe(false);
  expect(await width(variantPath(thumbs, sha256, 'view'))).toBe(300);
});

it('what is there is not made again: the photo need not be read', async () => {
  const sha256 = 'a'.repeat(64);
  const gone = () => Promise.reject(new Error('The photo was read.'));
  await expect(makeVariants(thumbs, sha256, gone)).resolves.toBeUndefined();
});
