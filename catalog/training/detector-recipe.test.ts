import { expect, it } from 'vitest';
import type { AskedDetector } from '#terms/detector/recipe.ts';
import { completeRecipe, stepsPerEpoch } from './detector-recipe.ts';

const asked: AskedDetector = {
  preset: 'quick',
  from: 'starter',
  validationShare: 0.2,
  seed: 0,
  device: 'auto',
};
const classes = [{ id: 1, name: 'dorsal fin' }];
const set = (photos: number, longSide = 6000) => ({
  classes,
  trainPhotos: photos,
  trainBoxed: photos,
  longSide,
});

it('sees about as many pictures whatever the size of the set, so that a preset takes its time', () => {
  const steps = (photos: number) => {
    const { epochs, batch } = completeRecipe(asked, set(photos));
    return epochs * stepsPerEpoch(photos, batch);
  };
  for (const photos of [150, 240, 500]) {
    expect(steps(photos)).toBeGreaterThan(270);
    expect(steps(photos)).toBeLessThan(330);
  }
  // Small sets take more steps, and hardly more of them where a batch has to be filled up.
  for (const photos of [33, 48, 49, 60, 99]) {
    expect(steps(photos)).toBeGreaterThan(480);
    expect(steps(photos)).toBeLessThan(520);
  }
  // A large set is at least seen a few times.
  expect(completeRecipe(asked, set(20_000)).epochs).toBe(8);
});

it('goes gently and longer with few photos, and keeps the backbone with very few', () => {
  const many = completeRecipe(asked, set(200));
  const few = completeRecipe(asked, set(60));
  expect(few.learningRate).toBeLessThan(many.learningRate);
  expect(few.epochs * 60).toBeGreaterThan(many.epochs * 200);
  const frozen = (size: AskedDetector['size'], photos: number) =>
    completeRecipe({ ...asked, size }, set(photos)).freezeBackbone;
  expect([200, 60, 12].map((photos) => frozen('n', photos))).toEqual([false, false, true]);
  // What has seen the world is spoilt sooner than it learns.
  expect([200, 60, 12].map((photos) => frozen('lite0', photos))).toEqual([false, true, true]);
  // From random numbers there is nothing to be gentle with.
  const random = completeRecipe({ ...asked, from: null }, set(12));
  expect(random).toMatchObject({ freezeBackbone: false, learningRate: many.learningRate });
});

it('sees parts of photos only where these are large', () => {
  expect(completeRecipe(asked, set(200, 6000)).tiles).toBe(true);
  expect(completeRecipe(asked, set(200, 500)).tiles).toBe(false);
});

it('takes SGD for long trainings', () => {
  expect(completeRecipe(asked, set(200)).optimizer).toBe('adamw');
  expect(completeRecipe({ ...asked, epochs: 1000 }, set(200))).toMatchObject({
    optimizer: 'sgd',
    learningRate: 0.01,
  });
});

it('leaves what a person asked for as it is', () => {
  const own = { size: 's', input: 448, batch: 4, epochs: 7, learningRate: 0.02 } as const;
  const rest = { tiles: false, freezeBackbone: true, patience: null };
  expect(completeRecipe({ ...asked, ...own, ...rest }, set(10))).toMatchObject({ ...own, ...rest });
});
