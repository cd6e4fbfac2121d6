import { describe, expect, it } from 'vitest';
import { stepsPerEpoch } from '#catalog/training/embedder-recipe.ts';
import { Sampler } from './sampling.ts';

/** 20 pictures of class 0 and one each of 1 to 4. */
const labels = [...Array.from({ length: 20 }, () => 0), 1, 2, 3, 4];
const plan = { labels, batch: 6, seed: 1 };

function shownIn(sampling: 'natural' | 'balanced', epochs: number): number[] {
  const sampler = new Sampler({ ...plan, sampling });
  const steps = stepsPerEpoch(labels.length, plan.batch) * epochs;
  return Array.from({ length: steps }, (_, step) => sampler.picturesOf(step)).flat();
}

describe('sampling', () => {
  it('shows every picture once an epoch where it is natural', () => {
    expect(shownIn('natural', 1).sort((a, b) => a - b)).toEqual([...labels.keys()]);
  });

  it('shows every class as often where it is balanced, and all of its pictures in time', () => {
    const shown = shownIn('balanced', 40);
    const counts = [0, 1, 2, 3, 4].map(
      (label) => shown.filter((at) => labels[at] === label).length,
    );
    for (const count of counts) expect(count / shown.length).toBeCloseTo(1 / 5, 1);
    expect(new Set(shown).size).toBe(labels.length);
  });

  it('gives a step the same pictures whatever was asked before', () => {
    const straight = new Sampler({ ...plan, sampling: 'balanced' });
    const all = Array.from({ length: 12 }, (_, step) => straight.picturesOf(step));
    const resumed = new Sampler({ ...plan, sampling: 'balanced' });
    expect(resumed.picturesOf(9)).toEqual(all[9]);
    expect(resumed.picturesOf(2)).toEqual(all[2]);
  });

  it('takes sets of any size', () => {
    const many = new Sampler({
      labels: Array(300_000).fill(0),
      sampling: 'natural',
      batch: 4,
      seed: 1,
    });
    expect(new Set(many.picturesOf(0)).size).toBe(4);
  });

  it('fills a batch that is larger than the set', () => {
    const small = new Sampler({ labels: [0, 1], sampling: 'natural', batch: 5, seed: 1 });
    expect(small.picturesOf(0)).toHaveLength(5);
    expect(stepsPerEpoch(2, 5)).toBe(1);
  });
});
