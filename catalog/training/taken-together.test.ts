import { describe, expect, it } from 'vitest';
import { madeBox } from './made-box.fixture.ts';
import {
  boxesToLookAt,
  joinedBoxes,
  joinedCounts,
  lookDistance,
  takenTogether,
  type Look,
} from './taken-together.ts';

/** A look that differs from that of no bits in so many of its 256. */
const lookOf = (bits: number): Look =>
  Uint32Array.from({ length: 8 }, (_, at) => {
    const own = Math.max(0, Math.min(32, bits - 32 * at));
    return own === 32 ? 0xffffffff : 2 ** own - 1;
  });
const alone = (boxId: number, individualId: number, photoName = `${boxId * 100}.jpg`) =>
  madeBox(boxId, { individualId, photoName, alone: true, encounter: `photo ${boxId}` });

describe('photos taken in one go', () => {
  it('are those that look alike, frame by frame, whatever they are called', () => {
    const boxes = [alone(1, 1), alone(2, 1), alone(3, 1), alone(4, 1)];
    const looks = new Map([0, 60, 120, 256].map((bits, at) => [at + 1, lookOf(bits)]));
    const joined = takenTogether(boxes, looks);
    expect(joinedCounts(joined)).toEqual({ photos: 3, groups: 1 });
    const encounters = joinedBoxes(boxes, joined).map(({ encounter }) => encounter);
    expect(new Set(encounters.slice(0, 3)).size).toBe(1);
    expect(encounters[3]).toBe('photo 4');
  });

  it('may look less alike where a camera numbered them, but numbers alone say nothing', () => {
    const looks = (bits: number) =>
      new Map([
        [1, lookOf(0)],
        [2, lookOf(bits)],
      ]);
    const frames = [alone(1, 1, 'IMG_0412.JPG'), alone(2, 1, 'IMG_0414.JPG')];
    const named = [alone(1, 1, 'a9.jpg'), alone(2, 1, 'b3.jpg')];
    expect(joinedCounts(takenTogether(frames, looks(80))).groups).toBe(1);
    expect(joinedCounts(takenTogether(named, looks(80))).groups).toBe(0);
    expect(joinedCounts(takenTogether(frames, looks(120))).groups).toBe(0);
    expect(joinedCounts(takenTogether(frames)).groups).toBe(0);
  });

  it('are those of one minute, where they have dates but no encounter', () => {
    const at = (boxId: number, seconds: number) => ({
      ...alone(boxId, 1),
      takenMs: seconds * 1000,
    });
    expect(joinedCounts(takenTogether([at(1, 0), at(2, 50), at(3, 300)]))).toEqual({
      photos: 2,
      groups: 1,
    });
  });

  it('are of one animal, and never two encounters that a person or a date made', () => {
    const looks = new Map([1, 2, 3, 4].map((boxId) => [boxId, lookOf(0)]));
    expect(takenTogether([alone(1, 1), alone(2, 2)], looks)).toEqual({});
    const seen = [madeBox(1, { individualId: 1 }), madeBox(2, { individualId: 1 })];
    expect(takenTogether(seen, looks)).toEqual({});
    // A photo without a date goes to the first that it looks like, and does not tie two together.
    expect(takenTogether([...seen, alone(3, 1)], looks)).toEqual({ 'photo 3': 'encounter 1' });
  });

  it('need a look only where another photo of the animal may be of the same moment', () => {
    const boxes = [alone(1, 1), alone(2, 1), alone(3, 2), madeBox(4, { individualId: 3 })];
    expect(boxesToLookAt(boxes).map(({ boxId }) => boxId)).toEqual([1, 2]);
  });
});

it('two looks are as far apart as the share of bits in which they differ', () => {
  expect(lookDistance(lookOf(0), lookOf(256))).toBe(1);
  expect(lookDistance(lookOf(10), lookOf(42))).toBe(32 / 256);
});
