/** Who teaches a version: its whole network, its last stages, or a head on vectors that stay as they are. */
import type { EmbedderSet } from '#catalog/training/embedder-set.ts';
import type { JudgedQuery, SetVectors } from '#catalog/training/judge-identities.ts';
import type { Reliance } from '#terms/embedder/evaluation.ts';
import type { EmbedderMetrics } from '#terms/embedder/versions.ts';
import type { ModelFiles } from '#terms/files/version-files.ts';
import type { CourseEnd, CourseListener } from '../../training/training-loop.ts';

export interface EmbedWatch {
  signal: AbortSignal;
  progress: (done: number, total: number) => void;
}

/** A network that has learned one half of a training. */
export interface TaughtNetwork extends CourseEnd {
  /** Share of the time in which steps waited for pictures, 0–1. */
  waiting: number;
  /** Vectors of a set's queries and gallery. */
  embed(set: EmbedderSet, watch: EmbedWatch): Promise<SetVectors>;
  /** What it was judged to go by; null where it was not measured. */
  reliance(
    set: EmbedderSet,
    vectors: SetVectors,
    judged: readonly JudgedQuery[],
    signal: AbortSignal,
  ): Promise<Reliance | null>;
  /** Writes the inference network and its card. */
  writeOnnx(path: string): Promise<void>;
  /** Writes all files of a version into its folder. @returns which there are */
  write(folder: string, metrics: EmbedderMetrics): Promise<(keyof ModelFiles)[]>;
}

export interface Teacher {
  /** The queries that whatever it begins with has not learned from. */
  fairQueries(set: EmbedderSet): EmbedderSet;
  /**
   * Trains to the end; cut off anywhere and called again, it goes on to the same end.
   * @param checkpointBase of the checkpoints, without ending
   */
  teach(
    half: { set: EmbedderSet; checkpointBase: string },
    listener: CourseListener,
  ): Promise<TaughtNetwork>;
  /** MAP@5, new animals in the list, of what it begins with where that stays as it is; null where it changes. */
  bare(set: EmbedderSet, watch: EmbedWatch): Promise<number | null>;
}
