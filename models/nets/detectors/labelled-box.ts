import type { Rectangle } from '#terms/geometry.ts';

/** A box as a network knows it; lengths are in whatever the place says. */
export interface LabelledBox extends Rectangle {
  /** Number of its class, from 0. */
  label: number;
}
