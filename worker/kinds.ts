import type { DetectedPhoto } from '#terms/boxes/detections.ts';
import type { Side } from '#terms/sides.ts';
import type { ExportJobSpec, WrittenExport } from '#terms/exports/report.ts';
import type { LabelledPhoto } from '#catalog/import/store-labels.ts';
import type { ImportedFile } from '#catalog/import/store-photos.ts';
import type {
  DetectResult,
  DetectSpec,
  EvaluateDetectorResult,
  EvaluateDetectorSpec,
  TrainDetectorResult,
  TrainDetectorSpec,
  TrainingNews,
} from './detector-kinds.ts';

import type {
  EmbedResult,
  EmbedSpec,
  EmbedderNews,
  EmbedderServing,
  EvaluateEmbedderResult,
  EvaluateEmbedderSpec,
  StarterFacts,
  TrainEmbedderResult,
  TrainEmbedderSpec,
} from './embedder-kinds.ts';
import type { BoxVector } from '#terms/matching/vectors.ts';
import type { HeatMap } from '#terms/matching/heat-map.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import type { SidesTreatment } from '#terms/embedder/sides.ts';
import type { Matches } from '#catalog/training/match-unidentified.ts';
import type { CropBox, CropStyle } from './embedder/set/crop-box.ts';

export type * from './detector-kinds.ts';
export type * from './embedder-kinds.ts';

/**
 * Every kind of job: what it is asked (`spec`), what it sends to be stored (`batch`), what it says at
 * the end (`result`). A new kind is one entry here, one file in `worker/jobs/`, one in `api/jobs/`.
 */
export interface JobKinds {
  demo: { spec: DemoSpec; batch: never; result: DemoResult };
  detect: { spec: DetectSpec; batch: DetectedPhoto[]; result: DetectResult };
  embed: { spec: EmbedSpec; batch: BoxVector[]; result: EmbedResult };
  'evaluate-detector': {
    spec: EvaluateDetectorSpec;
    batch: never;
    result: EvaluateDetectorResult;
  };
  'demo-labels': { spec: DemoLabelsSpec; batch: LabelledPhoto[]; result: DemoLabelsResult };
  'evaluate-embedder': {
    spec: EvaluateEmbedderSpec;
    batch: never;
    result: EvaluateEmbedderResult;
  };
  export: { spec: ExportJobSpec; batch: never; result: WrittenExport };
  'import-photos': { spec: ImportPhotosSpec; batch: ImportedFile[]; result: ImportPhotosResult };
  'train-detector': { spec: TrainDetectorSpec; batch: TrainingNews; result: TrainDetectorResult };
  'train-embedder': { spec: TrainEmbedderSpec; batch: EmbedderNews; result: TrainEmbedderResult };
}

export interface ImportPhotosSpec {
  /** Absolute folders or single files, as the person chose them. */
  paths: string[];
  /** Photos of one folder further apart than this start a new encounter. */
  encounterGapMinutes: number;
}

export interface ImportPhotosResult {
  /** Files looked at, whatever became of them. */
  seen: number;
  added: number;
  alreadyThere: number;
  /** The same content under another name or in another place. */
  duplicates: number;
  relinked: number;
  unreadable: { path: string; reason: string }[];
}

/** Draws pictures of made-up animals with the truth beside them (`worker/demo/`). */
export interface DemoSpec {
  /** Folder that receives the pictures and `truth.json`. */
  photosFolder: string;
  individuals: number;
  photos: number;
  seed: number;
  /** Pixels of the long edge. */
  width: number;
}

export interface DemoResult {
  photos: number;
  truthFile: string;
}

/** Short work that a screen waits for: what is asked (`input`) and what comes back (`answer`). */
export interface Questions {
  /** What augmentation makes of crops: of each box the plain picture first, then `each` others. */
  'embedder-augmentations': {
    input: {
      boxes: (CropBox & { side: Side })[];
      style: CropStyle;
      preset: EmbedderRecipe['preset'];
      mayFlip: boolean;
      mirrorRight: boolean;
      seed: number;
      each: number;
    };
    answer: { boxId: number; pictures: string[] }[];
  };
  /** Bytes that a training's step needs. */
  'embedder-memory': {
    input: { recipe: EmbedderRecipe; classSizes: number[]; species: number; free: number };
    answer: { bytes: number; fittingBatch: number | null; sentence: string };
  };
  /** Regions of two boxes that drove their likeness: grids of 0…1, row by row. */
  'heat-map': {
    input: {
      /** Of the version, below the catalogue's folder. */
      weights: string;
      serving: EmbedderServing & { dimensions: number };
      /** The query and the other. */
      boxes: (CropBox & { side: Side; width: number; height: number })[];
    };
    answer: HeatMap;
  };
  /** What the app's own embedder is; null where the build brings none. */
  'starter-embedder': { input: null; answer: StarterFacts | null };
  /** What a network of another program takes and gives. */
  'inspect-onnx': {
    input: { path: string; input: number | null };
    answer: { input: number; dimensions: number };
  };
  /** Candidates of boxes that nobody judged, or of these. */
  'match-unidentified': {
    input: {
      modelId: number;
      sides: SidesTreatment;
      classId: number | null;
      count: number;
      only: number[] | null;
    };
    answer: Matches;
  };
}

/** Boxes and names the first part of a demo's photos from its `truth.json`. */
export interface DemoLabelsSpec {
  photosFolder: string;
  /** Part of the photos, 0…1, by whole encounters from the first on. */
  share: number;
}

export interface DemoLabelsResult {
  photos: number;
  boxes: number;
}
