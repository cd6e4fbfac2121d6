import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeCard } from './place-card.ts';

const card = { width: 360, height: 180 };
const screen = { width: 1280, height: 720 };

it.each([
  ['right of a rail entry', { left: 6, top: 200, width: 76, height: 44 }, { left: 96, top: 200 }],
  [
    'below a bar that spans the window',
    { left: 100, top: 60, width: 1170, height: 80 },
    { left: 100, top: 154 },
  ],
  [
    'left of what stands at the right edge',
    { left: 1000, top: 0, width: 280, height: 720 },
    { left: 626, top: 14 },
  ],
  [
    'above a toolbar at the bottom',
    { left: 88, top: 660, width: 1192, height: 50 },
    { left: 88, top: 466 },
  ],
])('the card stands %s', (_, area, at) => {
  expect(placeCard(area, card, screen)).toEqual(at);
});

it('the card never leaves the window, wherever the control is', () => {
  const whole = (most: number) => fc.integer({ min: 0, max: most });
  fc.assert(
    fc.property(whole(1280), whole(720), whole(1280), whole(720), (left, top, width, height) => {
      const at = placeCard({ left, top, width, height }, card, screen);
      expect(at.left).toBeGreaterThanOrEqual(0);
      expect(at.top).toBeGreaterThanOrEqual(0);
      expect(at.left + card.width).toBeLessThanOrEqual(screen.width);
      expect(at.top + card.height).toBeLessThanOrEqual(screen.height);
    }),
  );
});
