import { describe, expect, it } from 'vitest';
import type { EmbedderSet } from '#catalog/training/embedder-set.ts';
import { relianceWords } from '#terms/embedder/reliance-words.ts';
import { judgeQueries } from '#catalog/training/judge-identities.ts';
import { madeBox } from '#catalog/training/made-box.fixture.ts';
import { boxInPicture } from '../set/box-in-picture.ts';
import { relianceOf } from './reliance.ts';

const padded = { input: 100, fit: 'pad' as const, margin: 0.25 };
const tight = { input: 100, height: 50, fit: 'stretch' as const, margin: 0 };

const animals = 8;
const boxOf = (boxId: number, animal: number) => ({
  box: madeBox(boxId),
  individualId: animal,
});
const numbers = Array.from({ length: animals }, (_, animal) => animal);
const set = {
  queries: numbers.map((animal) => ({ ...boxOf(100 + animal, animal), known: true })),
  gallery: numbers.map((animal) => boxOf(animal, animal)),
} as unknown as EmbedderSet;
/** A direction of its own for each number. */
const unitVectors = (places: readonly number[]) =>
  Float32Array.from(places.flatMap((place) => numbers.map((at) => Number(at === place))));
const own = unitVectors(numbers);
const others = unitVectors(numbers.map((animal) => (animal + 1) % animals));
const vectors = { queries: own, gallery: own, dimensions: animals };
const judged = judgeQueries(set, vectors, 'apart');

describe('where the box lies in its picture', () => {
  it('is its middle, less the room around it and beside it', () => {
    const { x, y, width, height } = boxInPicture({ aspect: 2 }, padded);
    expect(width).toBeCloseTo(1 / 1.5);
    expect(height).toBeCloseTo(1 / 3);
    expect([x, y]).toEqual([(1 - width) / 2, (1 - height) / 2]);
  });

  it('is all of it where boxes are cut out tight', () => {
    expect(boxInPicture({ aspect: 3 }, tight)).toEqual({ x: 0, y: 0, width: 1, height: 1 });
  });
});

describe('what a network goes by', () => {
  it('is the animal where the surroundings alone name another', async () => {
    const reliance = await relianceOf(
      set,
      vectors,
      judged,
      { style: padded, sides: 'apart' },
      (viewOf) => {
        const { cutouts, flip } = viewOf(set.queries[0].box);
        return Promise.resolve(cutouts?.length === 1 || flip ? others : own);
      },
    );
    expect(reliance).toMatchObject({ queries: 8, whole: 1, boxAlone: 1, mirrorImage: 0 });
    expect(reliance.surroundings).toBeLessThan(0.5);
    expect(reliance.chance).toBeCloseTo((1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5) / 8);
  });

  it('is the sea where the surroundings alone name the animal, and the words warn of it', async () => {
    const reliance = await relianceOf(
      set,
      vectors,
      judged,
      { style: padded, sides: 'apart' },
      (viewOf) => Promise.resolve(viewOf(set.queries[0].box).cutouts?.length === 1 ? own : others),
    );
    expect(reliance).toMatchObject({ surroundings: 1, whole: 1 });
    expect(relianceWords(reliance)).toMatchObject({ isWarning: true });
    expect(relianceWords({ ...reliance, surroundings: reliance.chance })).toMatchObject({
      isWarning: false,
      words: expect.stringMatching(/^It is the animal that is recognised/) as string,
    });
  });

  it('is the box where the pictures show nothing else', async () => {
    const reliance = await relianceOf(set, vectors, judged, { style: tight, sides: 'apart' }, () =>
      Promise.resolve(own),
    );
    expect(reliance).toMatchObject({ surroundings: null, boxAlone: null, mirrorImage: 1 });
    expect(relianceWords(reliance).words).toMatch(/sees the boxes alone/);
  });
});
