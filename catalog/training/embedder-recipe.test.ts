import { expect, test } from 'vitest';
import { askedEmbedder } from '#terms/embedder/recipe.ts';
import {
  completeEmbedder,
  fittingSize,
  handedOnBy,
  presetEpochs,
  usualValidationShare,
} from './embedder-recipe.ts';

const laptop = { preset: 'laptop', from: 'starter', batch: 16 } as const;
const square = { boxes: 300, aspect: 1.1 };

test('few photos are seen more often than many, within bounds', () => {
  expect(presetEpochs(laptop, 120)).toBe(40);
  expect(presetEpochs(laptop, 800)).toBe(15);
  expect(presetEpochs(laptop, 1_000_000)).toBe(12);
  expect(presetEpochs(laptop, 0)).toBe(40);
});

test('random numbers are trained for longer than weights that have seen the world', () => {
  expect(presetEpochs({ ...laptop, from: null }, 800)).toBeGreaterThan(presetEpochs(laptop, 800));
  expect(presetEpochs({ ...laptop, from: 3 }, 800)).toBe(presetEpochs(laptop, 800));
});

test('pictures are as wide as the boxes are', () => {
  const of = (aspect: number) => completeEmbedder(askedEmbedder.parse({}), 1, { boxes: 9, aspect });
  expect(of(1.7)).toMatchObject({ input: 256, height: 128 });
  expect(of(1.2)).toMatchObject({ input: 256, height: 256 });
});

test('network and pictures are those of the version that it goes on from, unless others are asked for', () => {
  const recipe = { backbone: 'v2-rw-m', fusion: 'gem-norm', dimensions: 2152, input: 440 };
  const handed = handedOnBy({ recipe: { ...recipe, fit: 'stretch', boxMargin: 0 } });
  const of = (asked: object) =>
    completeEmbedder(
      askedEmbedder.parse({ preset: 'last-stages', from: 3, ...asked }),
      1,
      { boxes: 9, aspect: 2 },
      handed,
    );
  expect(of({})).toMatchObject({ ...recipe, height: 440, boxMargin: 0, learns: 'last-stages' });
  expect(of({ input: 256 })).toMatchObject({ backbone: 'v2-rw-m', input: 256, height: 128 });
  expect(handedOnBy(undefined)).toEqual({});
});

test('a picture follows the shape of the boxes and keeps its number of pixels', () => {
  expect(fittingSize(256, 1.1)).toEqual({ width: 256, height: 256 });
  expect(fittingSize(256, 1.83)).toEqual({ width: 352, height: 192 });
  expect(fittingSize(256, 0.5)).toEqual({ width: 192, height: 352 });
  expect(fittingSize(256, 20)).toEqual({ width: 448, height: 160 });
});

test('a head takes the pictures of what it stands on, and numbers of its own', () => {
  const of = (handed: ReturnType<typeof handedOnBy>, asked: object = {}) =>
    completeEmbedder(
      askedEmbedder.parse({ preset: 'head', ...asked }),
      1,
      { boxes: 9, aspect: 1.8 },
      handed,
    );
  const below = handedOnBy({ recipe: { input: 518, dimensions: 1024, mean: [0, 0, 0] } });
  expect(of(below, { from: 3, input: 256 })).toMatchObject({
    input: 518,
    height: 518,
    dimensions: 512,
    mean: [0, 0, 0],
  });
  // On the starter, its own.
  expect(of({})).toMatchObject({ input: 352, height: 192, tones: 'shades' });
});

test('what a person asked for stands', () => {
  const asked = askedEmbedder.parse({ height: 96, input: 192, epochs: 3, classId: 7 });
  expect(completeEmbedder(asked, 1, square)).toMatchObject({
    input: 192,
    height: 96,
    epochs: 3,
    classId: 7,
  });
});

test('judges by a hundred photos where a fifth is more, and by a twentieth of very many', () => {
  expect([50, 500, 800, 2000, 50_000].map(usualValidationShare)).toEqual([
    0.2, 0.2, 0.13, 0.05, 0.05,
  ]);
});
