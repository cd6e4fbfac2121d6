/** What the embedder's jobs are asked, send and say at the end. */
import type { CropShape } from '#terms/embedder/crops.ts';
import type { ModelFiles } from '#terms/files/version-files.ts';
import type { DeviceChoice } from '#terms/training/devices.ts';
import type { TrainingPoint } from '#terms/models/versions.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import type { SidesTreatment } from '#terms/embedder/sides.ts';
import type { Normalisation } from '#terms/embedder/normalisations.ts';

export interface TrainEmbedderSpec {
  modelId: number;
  /** Of the version's files, below the catalogue's folder. */
  folder: string;
  recipe: EmbedderRecipe;
  /** Weights to start from, a file below the catalogue's folder; null if the recipe says otherwise. */
  parentWeights: string | null;
  /** The version in use when the training was asked for, to be compared with; null or nothing for none. */
  rival?: { modelId: number; serving: EmbedderServing; splitFolder: string } | null;
}

/** The version in use and the new one on queries that neither has learned from. */
export interface EmbedderRival {
  modelId: number;
  queries: number;
  /** MAP@5 of the version in use, and of the new one. */
  map5: number;
  own: number;
}

export interface EmbedderNews {
  points: TrainingPoint[];
  dataSeen?: EmbedderDataSeen;
}

/** What a version learned from, so that it can be said years later. */
export interface EmbedderDataSeen {
  train: { boxes: number; individuals: number };
  validation: { boxes: number; known: number; new: number };
  /** Individuals kept out of training altogether. */
  heldOut: number;
  /** Boxes learned under a name that no person gave. */
  pseudoLabels: number;
  classes: number;
  /** SHA-256 of the split: versions of one split can be compared. */
  split: string;
}

/** The figures that stand in a version's row; matching reads threshold and calibration from here. */
export interface EmbedderMetrics {
  map5: number;
  map5Known: number | null;
  map5New: number | null;
  top1: number | null;
  queries: number;
  known: number;
  new: number;
  /** Of the first score, above which a known animal comes before "new". */
  threshold: number;
  newShare: number;
  /** Of a score, as `catalog/matching/calibration.ts` has it; null where pairs were too few. */
  calibration: unknown;
  ece: number | null;
}

export interface TrainEmbedderResult {
  steps: number;
  epochs: number;
  bestEpoch: number;
  stoppedEarly: boolean;
  metrics: EmbedderMetrics;
  files: ModelFiles;
  dataSeen: EmbedderDataSeen;
  /** Null where there was nothing to compare with, or the split was the same. */
  rival: EmbedderRival | null;
  skipped: { boxId: number; photoName: string; reason: string }[];
  /** Share of the time in which steps waited for pictures, 0–1. */
  waiting: number;
}

/** What the embedder is that the app brings. */
export interface StarterFacts {
  architecture: string;
  /** Width of its crops in pixels. */
  input: number;
  metrics: { threshold: number; calibration: null };
}

/** How vectors of a version are made. */
export interface EmbedderServing extends Normalisation, CropShape {
  /** The network, below the catalogue's folder. */
  onnx: string;
  boxMargin: number;
  sides: SidesTreatment;
  /** Class of boxes that it is meant for; null for all. */
  classId: number | null;
  /** The network of a starter is written by the first job that uses it. */
  origin: 'trained' | 'starter' | 'imported';
}

export interface EmbedSpec {
  modelId: number;
  serving: EmbedderServing;
  device: DeviceChoice;
}

export interface EmbedResult {
  embedded: number;
  /** Vectors that were there and fit the box as it is. */
  alreadyThere: number;
  perSecond: number;
  skipped: { boxId: number; photoName: string; reason: string }[];
}

export interface EvaluateEmbedderSpec {
  modelId: number;
  /** Of the version's files, below the catalogue's folder. */
  folder: string;
  serving: EmbedderServing;
  /** Folder of the version whose split is judged on; null draws a new split. */
  splitFolder: string | null;
  newShare: number;
  device: DeviceChoice;
}

export interface EvaluateEmbedderResult {
  metrics: EmbedderMetrics;
  /** Below the catalogue's folder. */
  report: string;
  /** SHA-256 of the split it was judged on. */
  split: string;
  skipped: { boxId: number; photoName: string; reason: string }[];
}
