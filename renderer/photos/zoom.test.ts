import { describe, expect, it } from 'vitest';
import { fit, zoomAt } from './zoom.ts';

const stage = { width: 1000, height: 500 };

describe('zoom', () => {
  it('fits a large picture and centres a small one without enlarging it', () => {
    expect(fit({ width: 4000, height: 4000 }, stage)).toEqual({ scale: 0.125, x: 250, y: 0 });
    expect(fit({ width: 100, height: 100 }, stage)).toEqual({ scale: 1, x: 450, y: 200 });
    expect(fit({ width: 100, height: 100 }, stage, 3)).toEqual({ scale: 3, x: 350, y: 100 });
    expect(fit({ width: 400, height: 400 }, stage, 3).scale).toBe(1.25);
  });

  it('keeps the point under the pointer', () => {
    const before = { scale: 0.5, x: 20, y: 30 };
    const after = zoomAt(before, 1.7, 300, 200, 0.1);
    const under = (zoom: typeof before) => [
      (300 - zoom.x) / zoom.scale,
      (200 - zoom.y) / zoom.scale,
    ];
    under(after).forEach((value, axis) => expect(value).toBeCloseTo(under(before)[axis], 9));
  });

  it('ends at eight to one and at the fit', () => {
    expect(zoomAt({ scale: 5, x: 0, y: 0 }, 10, 0, 0, 0.2).scale).toBe(8);
    expect(zoomAt({ scale: 0.3, x: 0, y: 0 }, 0.1, 0, 0, 0.2).scale).toBe(0.2);
  });
});
