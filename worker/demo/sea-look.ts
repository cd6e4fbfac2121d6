import type { Colour } from './raster.ts';

/** Light and water of a moment, shared by the photos of an encounter. */
export interface SeaLook {
  seed: number;
  /** Linear light of the sky at the horizon and overhead. */
  skyLow: Colour;
  skyHigh: Colour;
  /** Light that comes up out of the water. */
  deep: Colour;
  /** Direction to the sun: to the right, up, away from the camera; length 1. */
  sun: Colour;
  /** 0 is overcast, 1 a clear sky. */
  sunStrength: number;
  /** 0 is glass, 1 a fresh breeze. */
  roughness: number;
  /** Part of the crests that break, 0–1. */
  foam: number;
  /** Where the waves run to: 0 is away from the camera, radians. */
  wind: number;
  /** Metres at which haze halves the contrast. */
  haze: number;
}
