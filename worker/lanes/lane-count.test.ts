import { describe, expect, it } from 'vitest';
import { laneCount } from './lane-count.ts';

const small = new Uint8Array(20e6);

describe('lanes of a network', () => {
  it('are as many as cores for a small network, where memory allows', () => {
    expect(laneCount(small, 2, 8e9)).toBe(2);
    expect(laneCount(small, 8, 16e9)).toBe(8);
    expect(laneCount(small, 16, 8e9)).toBe(0);
  });

  it('are none for a large network, or on one core', () => {
    expect(laneCount(new Uint8Array(80e6), 2, 64e9)).toBe(0);
    expect(laneCount(small, 1, 64e9)).toBe(0);
  });
});
