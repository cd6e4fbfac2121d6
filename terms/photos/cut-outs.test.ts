import { expect, it } from 'vitest';
import { looksLikeCutOuts, type PictureLook } from './cut-outs.ts';

const pictures = (count: number, of: (at: number) => Partial<PictureLook>): PictureLook[] =>
  Array.from({ length: count }, (_, at) => ({
    width: 600,
    height: 400,
    camera: null,
    takenMs: null,
    ...of(at),
  }));
const varied = (at: number) => ({ width: 500 + 37 * at, height: 300 + 23 * at });

it('small pictures of varied sizes, of which no camera says anything, look like cut-outs', () => {
  expect(looksLikeCutOuts(pictures(20, varied))).toBe(true);
  expect(looksLikeCutOuts(pictures(20, () => ({ width: 300, height: 174 })))).toBe(true);
});

it('photos of a camera do not, nor large ones, nor those all of one screen size, nor too few', () => {
  expect(looksLikeCutOuts(pictures(20, (at) => ({ ...varied(at), camera: 'Canon' })))).toBe(false);
  expect(looksLikeCutOuts(pictures(20, (at) => ({ ...varied(at), takenMs: 1 })))).toBe(false);
  expect(looksLikeCutOuts(pictures(20, (at) => ({ width: 3000 + at, height: 2000 })))).toBe(false);
  expect(looksLikeCutOuts(pictures(20, () => ({ width: 1200, height: 800 })))).toBe(false);
  expect(looksLikeCutOuts(pictures(5, varied))).toBe(false);
});
