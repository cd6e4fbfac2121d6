/** The sizes of YOLOv5 (Jocher 2020) and the shapes of boxes that its heads start from. */
import type { YoloSize } from '#terms/detector/sizes.ts';

export interface SizeFactors {
  readonly size: YoloSize;
  /** Factor on the number of blocks in a row. */
  readonly depth: number;
  /** Factor on channels. */
  readonly width: number;
  /** Parameters with one class. */
  readonly parameters: number;
}

export const yolov5: Readonly<Record<YoloSize, SizeFactors>> = {
  n: { size: 'n', depth: 0.33, width: 0.25, parameters: 1_765_270 },
  s: { size: 's', depth: 0.33, width: 0.5, parameters: 7_022_326 },
  m: { size: 'm', depth: 0.67, width: 0.75, parameters: 20_871_318 },
  l: { size: 'l', depth: 1, width: 1, parameters: 46_138_294 },
  x: { size: 'x', depth: 1.33, width: 1.25, parameters: 86_217_814 },
};

/** Blocks in a row of a preset: at least one. */
export const blocksOf = ({ depth }: SizeFactors, blocks: number): number =>
  Math.max(Math.round(blocks * depth), 1);

/** Channels of a preset, a multiple of eight. */
export const channelsOf = ({ width }: SizeFactors, channels: number): number =>
  Math.ceil((channels * width) / 8) * 8;

/** Pixels of the input to a cell of each of the three maps, finest first. */
export const strides = [8, 16, 32] as const;

/** Width and height of a box in pixels of the input. */
export type Anchor = readonly [width: number, height: number];
/** Three boxes for each of the three maps, small ones first. */
export type Anchors = readonly (readonly Anchor[])[];
/** Boxes a cell of a map can propose. */
export const anchorsPerCell = 3;

/** Fitted to common objects at 640 pixels; `fitAnchors` fits others to a person's own boxes. */
export const defaultAnchors: Anchors = [
  [
    [10, 13],
    [16, 30],
    [33, 23],
  ],
  [
    [30, 61],
    [62, 45],
    [59, 119],
  ],
  [
    [116, 90],
    [156, 198],
    [373, 326],
  ],
];

/** A side of a box may differ from its anchor's by less than this factor to be matched with it. */
export const reachOfAnchor = 4;
