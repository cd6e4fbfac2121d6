import { expect, it } from 'vitest';
import { letterboxGrey } from '#models/detection/letterbox.ts';
import { hideOpen, knownDetections } from './hide-open.ts';

/** Ten by ten pixels, each with its own number in red. */
const picture = {
  width: 10,
  height: 10,
  pixels: Uint8Array.from({ length: 300 }, (_, at) => (at % 3 === 0 ? at / 3 : 1)),
};
const reds = ({ pixels }: { pixels: Uint8Array }) =>
  Array.from({ length: 100 }, (_, at) => pixels[at * 3]);

it('shows nothing of a place that nobody judged, and all of the rest', () => {
  const seen = reds(hideOpen(picture, [{ x: 0.2, y: 0.3, w: 0.4, h: 0.2 }], []));
  for (const [at, red] of seen.entries()) {
    const [x, y] = [at % 10, Math.floor(at / 10)];
    const inside = x >= 2 && x < 6 && y >= 3 && y < 5;
    expect(red).toBe(inside ? letterboxGrey : at);
  }
  expect(reds(picture)).toEqual(Array.from({ length: 100 }, (_, at) => at));
});

it('leaves a drawn fin on a body that nobody judged, and hides a fin that nobody judged on a drawn body', () => {
  const body = { x: 0.1, y: 0.4, w: 0.8, h: 0.4 };
  const fin = { x: 0.4, y: 0.3, w: 0.2, h: 0.3 };
  const onOpenBody = reds(hideOpen(picture, [body], [fin]));
  expect(onOpenBody[45]).toBe(45);
  expect(onOpenBody[42]).toBe(letterboxGrey);
  const onDrawnBody = reds(hideOpen(picture, [fin], [body]));
  expect(onDrawnBody[45]).toBe(letterboxGrey);
  expect(onDrawnBody[42]).toBe(42);
  const both = reds(hideOpen(picture, [{ x: 0.4, y: 0.5, w: 0.1, h: 0.1 }, body], [fin]));
  expect([both[54], both[55], both[52]]).toEqual([letterboxGrey, 55, letterboxGrey]);
});

it('counts no detection for or against a detector where nobody knows what is there', () => {
  const at = (x: number) => ({ label: 0, confidence: 0.5, x, y: 0.1, w: 0.1, h: 0.1 });
  const [truth, open, alarm] = [at(0.1), at(0.5), at(0.8)];
  expect(knownDetections([truth, open, alarm], [truth], [open])).toEqual([truth, alarm]);
  // What a person drew is known, also where a proposal on it is open.
  expect(knownDetections([truth], [truth], [truth])).toEqual([truth]);
});
