import { describe, expect, it } from 'vitest';
import { boxAt, handleAt, moved, rectOf, resized, toPhoto, toStage, zoomTo } from './geometry.ts';

const photo = { width: 6000, height: 4000 };
const zoom = { x: 20, y: -10, scale: 0.2 };

describe('boxes on the canvas', () => {
  it('come back from the stage where they were', () => {
    const rect = { x: 0.25, y: 0.5, w: 0.1, h: 0.2 };
    const at = toStage(rect, zoom, photo);
    expect(at).toEqual({ x: 320, y: 390, w: 120, h: 160 });
    const corner = toPhoto({ x: at.x + at.w, y: at.y + at.h }, zoom, photo);
    expect(corner.x).toBeCloseTo(0.35);
    expect(corner.y).toBeCloseTo(0.7);
  });

  it('are cut at the edge of the photo, whichever corner was first', () => {
    expect(rectOf({ x: 1.2, y: 0.4 }, { x: 0.8, y: -0.3 })).toEqual({
      x: 0.8,
      y: 0,
      w: expect.closeTo(0.2) as number,
      h: 0.4,
    });
  });

  it('are chosen by the smallest under the pointer', () => {
    const body = { x: 0.1, y: 0.1, w: 0.8, h: 0.8 };
    const fin = { x: 0.4, y: 0.2, w: 0.1, h: 0.1 };
    const inFin = { x: 20 + 0.45 * 1200, y: -10 + 0.25 * 800 };
    expect(boxAt([body, fin], inFin, zoom, photo)).toBe(fin);
    expect(boxAt([body, fin], { x: 20 + 0.2 * 1200, y: 400 }, zoom, photo)).toBe(body);
    expect(boxAt([body, fin], { x: 5, y: 5 }, zoom, photo)).toBeNull();
  });

  it('are resized by the handle under the pointer, corners first, and may turn inside out', () => {
    const rect = { x: 100, y: 100, w: 50, h: 50 };
    expect(handleAt(rect, { x: 103, y: 97 })).toBe('nw');
    expect(handleAt(rect, { x: 125, y: 100 })).toBe('n');
    expect(handleAt(rect, { x: 125, y: 125 })).toBeNull();
    const turned = resized({ x: 0.4, y: 0.4, w: 0.2, h: 0.2 }, 'e', { x: 0.3, y: 0.9 });
    expect([turned.x, turned.w, turned.y, turned.h].map((v) => Number(v.toFixed(6)))).toEqual([
      0.3, 0.1, 0.4, 0.2,
    ]);
  });

  it('stay whole on the photo when they are moved', () => {
    expect(moved({ x: 0.8, y: 0.1, w: 0.15, h: 0.1 }, 0.5, -0.5)).toEqual({
      x: 0.85,
      y: 0,
      w: 0.15,
      h: 0.1,
    });
  });

  it('are zoomed to the middle of the stage', () => {
    const box = { x: 0.5, y: 0.5, w: 0.1, h: 0.1 };
    const near = zoomTo(box, photo, { width: 1000, height: 600 });
    const { x, y, w, h } = toStage(box, near, photo);
    expect(x + w / 2).toBeCloseTo(500);
    expect(y + h / 2).toBeCloseTo(300);
    expect(Math.max(w / 1000, h / 600)).toBeCloseTo(0.45);
  });
});
