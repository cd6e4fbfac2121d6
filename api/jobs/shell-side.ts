import type { Catalogue } from '#catalog/catalogue.ts';
import type { ImportKind } from '#terms/imports/taken-back.ts';
import type { JobBatch, JobKind, JobResult, JobSpec } from '#terms/jobs/index.ts';

/** What a run of a job has stored so far, counted by name. */
export type Tally = Record<string, number>;

/** What a job came to: the result to keep, and a sentence on what was produced. */
export interface JobFound<K extends JobKind> {
  result: JobResult<K>;
  summary: string;
}

/** The shell's side of a kind of job: what the worker finds is stored here. */
export interface ShellSide<K extends JobKind> {
  /** It is put in the queue, for the first time or again; in the transaction that stores its row. */
  queued?: (catalogue: Catalogue, jobId: number, spec: JobSpec<K>) => void;
  /** What comes in by it, where that is to be taken back as a whole. */
  brings?: (spec: JobSpec<K>) => { kind: ImportKind; source: string };
  /** Stores one batch in one transaction; told again after a crash, it must change nothing. */
  storeBatch?: (catalogue: Catalogue, batch: JobBatch<K>, spec: JobSpec<K>, tally: Tally) => void;
  /**
   * It ended without being done: it failed, was cancelled (also while it waited), or the program ended.
   *
   * @param spec null where what was stored of it cannot be read, so that it will never be done.
   */
  stopped?: (catalogue: Catalogue, jobId: number, spec: JobSpec<K> | null) => void;
  /**
   * Ends the work after the last batch. Without it the result is kept as it came.
   *
   * @param tally what `storeBatch` counted during this run.
   */
  finish?: (
    catalogue: Catalogue,
    result: JobResult<K>,
    spec: JobSpec<K>,
    tally: Tally,
  ) => JobFound<K>;
}
