/** The sizes of YOLOv5 as detectors of the registry. */
import { idsOf } from '#terms/tables.ts';
import type { YoloSize } from '#terms/detector/sizes.ts';
import type { DetectorNetwork, HeadRows } from '../detectors/detector-network.ts';
import { decodeMaps, proposalsOf } from './decode-graph.ts';
import { detectorMaps, isBackbone, isHead, proposalLength } from './network.ts';
import { yoloOptimizers, yoloPlan } from './plan.ts';
import { anchorsPerCell, defaultAnchors, strides, yolov5, type SizeFactors } from './presets.ts';

/** Place, size and objectness come before the classes of each anchor. */
const common = 5;

const eachAnchor = (row: (start: number) => readonly number[], classes: number): number[] =>
  Array.from({ length: anchorsPerCell }, (_, anchor) =>
    row(anchor * proposalLength(classes)),
  ).flat();

const rows: HeadRows = {
  count: (classes) => anchorsPerCell * proposalLength(classes),
  common: (classes) =>
    eachAnchor((start) => Array.from({ length: common }, (_, at) => start + at), classes),
  ofClass: (label, classes) => eachAnchor((start) => [start + common + label], classes),
};

const detectorOf = (preset: SizeFactors): DetectorNetwork => ({
  id: preset.size,
  parameters: preset.parameters,
  strides,
  // A fin of a hundredth of the photo has 13 pixels at an input of 320.
  tileEdge: (input) => Math.ceil((4 * input) / 64) * 64,
  anchors: defaultAnchors,
  optimizer: (kind) => yoloOptimizers[kind],
  propose: (layers, x, classes) => detectorMaps(layers, x, preset, classes),
  plan: (training) => yoloPlan(preset, training),
  decode: decodeMaps,
  proposals: proposalsOf,
  isBackbone,
  headRows: (name) => (isHead(name) ? rows : null),
});

export const yoloDetectors = Object.fromEntries(
  idsOf(yolov5).map((size) => [size, detectorOf(yolov5[size])]),
) as Readonly<Record<YoloSize, DetectorNetwork>>;
