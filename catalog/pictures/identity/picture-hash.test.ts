import sharp from 'sharp';
import { expect, it } from 'vitest';
import { withExif } from '../jpeg/exif-segment.ts';
import { madeTiff, withSegments, type MadeDirectory } from '../made-tiff.fixture.ts';
import { pictureHash } from './picture-hash.ts';

const made = (background: string) =>
  sharp({ create: { width: 48, height: 32, channels: 3, background } });

it('a JPEG that was given a place, keywords, a comment or a trailer is the same picture', async () => {
  const jpeg = await made('teal').jpeg({ progressive: true }).toBuffer();
  const hash = pictureHash(jpeg, 1);
  const noted = withSegments(jpeg, [
    { marker: 0xe1, bytes: Buffer.from('http://ns.adobe.com/xap/1.0/\0<x/>') },
    { marker: 0xed, bytes: Buffer.from('Photoshop 3.0\0') },
    { marker: 0xfe, bytes: Buffer.from('a comment') },
  ]);
  expect(pictureHash(noted, 1)).toBe(hash);
  expect(pictureHash(withExif(jpeg, 1), 1)).toBe(hash);
  expect(pictureHash(Buffer.concat([jpeg, Buffer.from('trailer')]), 1)).toBe(hash);
});

it('another picture, and one that is turned, are others', async () => {
  const jpeg = await made('teal').jpeg().toBuffer();
  expect(pictureHash(await made('tan').jpeg().toBuffer(), 1)).not.toBe(pictureHash(jpeg, 1));
  expect(pictureHash(jpeg, 6)).not.toBe(pictureHash(jpeg, 1));
});

it.each(['png', 'webp'] as const)('of %s the data of the picture count alone', async (format) => {
  const bare = await made('teal').toFormat(format).toBuffer();
  const noted = await made('teal')
    .withExif({ IFD0: { Artist: 'Ann' } })
    .toFormat(format)
    .toBuffer();
  expect(noted.equals(bare)).toBe(false);
  expect(pictureHash(noted, 1)).toBe(pictureHash(bare, 1));
  const other = await made('tan').toFormat(format).toBuffer();
  expect(pictureHash(other, 1)).not.toBe(pictureHash(bare, 1));
});

it('of TIFF its pieces count, wherever they stand, and how they are to be read', () => {
  const tiff = (pixels: string, more: MadeDirectory = {}) =>
    madeTiff([
      {
        ...more,
        0x100: { long: [2] },
        0x101: { long: [1] },
        0x102: { short: [8, 8, 8] },
        0x111: { piece: Buffer.from(pixels) },
        0x117: { long: [6] },
        0x106: { short: [2] },
      },
    ]);
  const hash = pictureHash(tiff('abcdef'), 1);
  expect(pictureHash(tiff('abcdef', { 0x10d: 'x', 0x13b: 'Ann and Ben' }), 1)).toBe(hash);
  expect(pictureHash(tiff('abcdeg'), 1)).not.toBe(hash);
  expect(pictureHash(tiff('abcdef', { 0x13d: { short: [2] } }), 1)).not.toBe(hash);
});

it('of what is not known everything counts', () => {
  const file = (text: string) => madeTiff([{ 0x10e: text }]);
  expect(pictureHash(file('a'), 1)).not.toBe(pictureHash(file('b'), 1));
});
