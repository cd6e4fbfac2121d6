import { describe, expect, it } from 'vitest';
import { fillUniform, streamOf, uniformAt } from './counter-random.ts';

const first = (seed: number, name: string) => uniformAt(streamOf(seed, name), 0);

describe('the counter-based generator', () => {
  it('is even over its range and free of lag-one correlation', () => {
    const n = 200_000;
    const stream = streamOf(1, 'conv_stem.weight');
    let sum = 0;
    let squares = 0;
    let lagged = 0;
    let before = 0;
    for (let i = 0; i < n; i++) {
      const u = uniformAt(stream, i);
      sum += u;
      squares += u * u;
      lagged += u * before;
      before = u;
    }
    // Three standard errors of each sample moment.
    expect(Math.abs(sum / n)).toBeLessThan(3 * Math.sqrt(1 / 3 / n));
    expect(Math.abs(squares / n - 1 / 3)).toBeLessThan(3 * Math.sqrt(4 / 45 / n));
    expect(Math.abs(lagged / n)).toBeLessThan((3 * (1 / 3)) / Math.sqrt(n));
  });

  it('gives names and seeds streams of their own', () => {
    expect(first(1, 'a')).not.toBe(first(1, 'b'));
    expect(first(1, 'a')).not.toBe(first(2, 'a'));
    expect(first(1, 'a')).toBe(first(1, 'a'));
  });

  it('fills around a centre and stays in reach', () => {
    const values = new Float32Array(1000);
    fillUniform(values, streamOf(3, 'bn1.weight'), 0.25, 1);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0.75);
    expect(Math.max(...values)).toBeLessThanOrEqual(1.25);
  });
});
