import { expect, it } from 'vitest';
import { AREA_RATIO, areaOf } from './PhotoArea.tsx';

const photo = { width: 4000, height: 3000 };

it('an area holds its box with room, in the ratio of its picture', () => {
  const box = { x: 0.4, y: 0.4, w: 0.05, h: 0.08 };
  const area = areaOf(box, photo);
  expect((area.w * photo.width) / (area.h * photo.height)).toBeCloseTo(AREA_RATIO);
  expect(area.x).toBeLessThan(box.x);
  expect(area.x + area.w).toBeGreaterThan(box.x + box.w);
  expect(area.y).toBeLessThan(box.y);
  expect(area.y + area.h).toBeGreaterThan(box.y + box.h);
});

it('an area at the edge stays on the photo, and one of a whole photo is the photo', () => {
  const corner = areaOf({ x: 0.97, y: 0, w: 0.03, h: 0.03 }, photo);
  expect(corner.x + corner.w).toBeCloseTo(1);
  expect(corner.y).toBe(0);
  expect(areaOf({ x: 0, y: 0, w: 1, h: 1 }, photo)).toEqual({ x: 0, y: 0, w: 1, h: 1 });
});
