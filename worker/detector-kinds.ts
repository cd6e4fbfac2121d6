/** What the detector's jobs are asked, send and say at the end. */
import type { ModelFiles } from '#terms/files/version-files.ts';
import type { DetectorRecipe } from '#terms/detector/recipe.ts';
import type { DeviceChoice } from '#terms/training/devices.ts';
import type { TrainingPoint } from '#terms/models/versions.ts';

export interface TrainDetectorSpec {
  modelId: number;
  /** Of the version's files, below the catalogue's folder. */
  folder: string;
  recipe: DetectorRecipe;
}

export interface SeenPhotos {
  photos: number;
  /** The rest is background. */
  photosWithBoxes: number;
  boxes: number;
  /** Photos in none count as one each. */
  encounters: number;
}

/** What a version learned from, so that it can be said years later. */
export interface DetectorDataSeen {
  train: SeenPhotos;
  validation: SeenPhotos;
  /** Boxes of each class that were learned. */
  classes: Record<string, number>;
  /** SHA-256 over the ids and contents of all photos and boxes. */
  hash: string;
}

export interface TrainingNews {
  points: TrainingPoint[];
  dataSeen?: DetectorDataSeen;
}

export interface TrainDetectorResult {
  steps: number;
  epochs: number;
  bestEpoch: number;
  stoppedEarly: boolean;
  metrics: DetectorMetrics;
  files: ModelFiles;
  /** The version in use until now, judged on the same photos; null where there was none to judge. */
  rival: DetectorRival | null;
  /** Share of the time in which steps waited for pictures, 0–1. */
  waiting: number;
}

export interface DetectorRival {
  modelId: number;
  map50: number;
  /** Share of draws of the photos in which it was ahead, 0–1: near 0.5 where the two cannot be told apart. */
  ahead: number;
}

/** The figures that stand in a version's row. */
export interface DetectorMetrics {
  map50: number;
  map5095: number;
  precision: number;
  recall: number;
  /** Confidence at which F1 is highest, and where precision and recall were taken. */
  confidence: number;
  photos: number;
}

export interface DetectSpec {
  modelId: number;
  photos: 'unchecked' | 'all' | number[];
  /** Least confidence of a proposal, 0–1. */
  confidence: number;
  /** Overlap (IoU) above which the surer of two boxes stays. */
  overlap: number;
  tiles: boolean;
  device: DeviceChoice;
}

export interface DetectResult {
  photos: number;
  /** Boxes found; fewer may be stored, as what a person judged is never proposed again. */
  found: number;
  /** Passes of the network: more than photos where large ones were looked at in parts. */
  passes: number;
  photosPerSecond: number;
  unreadable: { path: string; reason: string }[];
  /** Filled by the shell: proposals that were stored, and of those before that went. */
  proposals?: number;
  replaced?: number;
}

export interface EvaluateDetectorSpec {
  modelId: number;
  /** Judges on the photos that this version was judged on. */
  likeModelId: number | null;
  device: DeviceChoice;
}

export interface EvaluateDetectorResult {
  metrics: DetectorMetrics;
  /** Whether it was judged on the photos that were kept aside when it was trained. */
  ownPhotos: boolean;
  /** The report, below the catalogue's folder. */
  evaluation: string;
  unreadable: { path: string; reason: string }[];
}
