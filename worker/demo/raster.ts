/** A picture as it is drawn: linear light, three floats a pixel, rows from the top. */
export interface Raster {
  width: number;
  height: number;
  /** Red, green, blue; 0 is black, 1 is white, more is brighter than the film holds. */
  light: Float32Array;
}

export type Colour = readonly [red: number, green: number, blue: number];

export function newRaster(width: number, height: number): Raster {
  return { width, height, light: new Float32Array(width * height * 3) };
}

export const mix = (a: number, b: number, t: number) => a + (b - a) * t;

export const mixColour = (a: Colour, b: Colour, t: number): Colour => [
  mix(a[0], b[0], t),
  mix(a[1], b[1], t),
  mix(a[2], b[2], t),
];

export const clamp = (value: number, low: number, high: number) =>
  value < low ? low : value > high ? high : value;

/** 0 below `from`, 1 above `to`, smooth between. */
export function smoothStep(from: number, to: number, value: number): number {
  const t = clamp((value - from) / (to - from), 0, 1);
  return t * t * (3 - 2 * t);
}

/** Lays a colour over a pixel with an opacity of 0–1. */
export function blend(raster: Raster, index: number, colour: Colour, opacity: number): void {
  const { light } = raster;
  const at = index * 3;
  light[at] += (colour[0] - light[at]) * opacity;
  light[at + 1] += (colour[1] - light[at + 1]) * opacity;
  light[at + 2] += (colour[2] - light[at + 2]) * opacity;
}
