import fc from 'fast-check';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { isWhole, sealed } from './sealed-jpeg.ts';

const jpeg = await sharp({ create: { width: 90, height: 60, channels: 3, background: '#357' } })
  .jpeg()
  .toBuffer();

it('a sealed picture shows what it showed', async () => {
  const pixels = (bytes: Buffer) => sharp(bytes).raw().toBuffer();
  expect((await pixels(sealed(jpeg))).equals(await pixels(jpeg))).toBe(true);
});

it('any byte that is changed in a sealed picture is noticed', () => {
  const whole = sealed(jpeg);
  expect(isWhole(whole)).toBe(true);
  const at = fc.nat({ max: whole.length - 1 });
  fc.assert(
    fc.property(at, fc.integer({ min: 1, max: 255 }), (at, by) => {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ by;
      // A seal that is one no more is a comment: then only the picture's two ends are known.
      return !isWhole(changed) || (at >= 2 && at < 11);
    }),
  );
});

it('a picture is noticed that was emptied, cut off or filled with zeros', () => {
  const whole = sealed(jpeg);
  const damaged = [
    Buffer.alloc(0),
    Buffer.alloc(whole.length),
    whole.subarray(0, whole.length - 1),
    Buffer.concat([whole.subarray(0, 200), Buffer.alloc(whole.length - 200)]),
  ];
  expect(damaged.map(isWhole)).toEqual([false, false, false, false]);
});

it('a picture from before there were seals is taken if it begins and ends as one', () => {
  expect(isWhole(jpeg)).toBe(true);
  expect(isWhole(jpeg.subarray(0, -3))).toBe(false);
});

it('what is no JPEG is kept as it is', () => {
  const other = Buffer.from('CROP02');
  expect(sealed(other)).toBe(other);
});
