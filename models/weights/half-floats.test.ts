import { describe, expect, it } from 'vitest';
import { fromBfloat16, fromHalf, toHalf } from './half-floats.ts';

describe('half precision', () => {
  it('gives back the same bits for every one of the 65,536 halves but NaN', () => {
    const wrong: number[] = [];
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = fromHalf(bits);
      if (Number.isNaN(value)) {
        if (!Number.isNaN(fromHalf(toHalf(value)))) wrong.push(bits);
      } else if (toHalf(value) !== bits) wrong.push(bits);
    }
    expect(wrong).toEqual([]);
  });

  it('knows the landmarks of the format', () => {
    expect(fromHalf(0x3c00)).toBe(1);
    expect(fromHalf(0x7bff)).toBe(65504);
    expect(fromHalf(0x0001)).toBe(2 ** -24);
    expect(fromHalf(0x0400)).toBe(2 ** -14);
    expect(fromHalf(0xfc00)).toBe(-Infinity);
  });

  it('rounds halfway cases to the even neighbour and the too large to infinity', () => {
    expect(fromHalf(toHalf(2049))).toBe(2048);
    expect(fromHalf(toHalf(2051))).toBe(2052);
    expect(fromHalf(toHalf(65519))).toBe(65504);
    expect(fromHalf(toHalf(65520))).toBe(Infinity);
    expect(fromHalf(toHalf(1.5 * 2 ** -24))).toBe(2 ** -23);
    expect(fromHalf(toHalf(0.5 * 2 ** -24))).toBe(0);
  });
});

describe('bfloat16', () => {
  it('is the upper half of a single', () => {
    expect(fromBfloat16(0x3f80)).toBe(1);
    expect(fromBfloat16(0xc049)).toBe(-3.140625);
    expect(fromBfloat16(0x7f80)).toBe(Infinity);
  });
});
