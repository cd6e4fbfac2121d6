import { describe, expect, it } from 'vitest';
import type { AnimalCrop } from './animal-crops.ts';
import { AnimalPairs } from './animal-pairs.ts';

const crops: AnimalCrop[] = Array.from({ length: 60 * 8 }, (_, at) => ({
  file: `${at}.jpg`,
  animal: at >> 3,
  side: at % 2 === 0 ? 'left' : 'right',
}));

describe('the crops of a step', () => {
  const pairs = new AnimalPairs(crops, 1);

  it('are two different ones of an animal, and no animal comes twice', () => {
    for (let step = 0; step < 20; step += 1) {
      const chosen = pairs.ofStep(step, 24, 6).map((at) => crops[at]);
      for (let at = 0; at < chosen.length; at += 2) {
        const [one, other] = [chosen[at], chosen[at + 1]];
        expect(other?.animal).toBe(one?.animal);
        expect(other?.file).not.toBe(one?.file);
      }
      expect(new Set(chosen.map((crop) => crop?.animal)).size).toBe(12);
    }
  });

  it('are the same for the same step and others for another', () => {
    expect(pairs.ofStep(3, 24, 6)).toEqual(pairs.ofStep(3, 24, 6));
    expect(pairs.ofStep(3, 24, 6)).not.toEqual(pairs.ofStep(4, 24, 6));
  });

  it('are of as few kinds as asked for', () => {
    const kinds = pairs.ofStep(5, 12, 2).map((at) => (crops[at]?.animal ?? 0) % 6);
    expect(new Set(kinds).size).toBe(2);
  });
});
