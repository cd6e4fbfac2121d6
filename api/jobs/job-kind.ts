import type { Catalogue } from '#catalog/catalogue.ts';
import type { JobKind, JobKinds } from '#worker/messages.ts';
import type { Topic } from '#terms/events.ts';

/** The shell's side of a kind of job: what the worker finds is stored here. */
export interface ShellKind<K extends JobKind> {
  /** In words for a person, such as `Import photos from Moray 2026`. */
  title: (spec: JobKinds[K]['spec']) => string;
  /** Stores one batch in one transaction; told again after a crash, it must change nothing. */
  storeBatch: (
    catalogue: Catalogue,
    batch: JobKinds[K]['batch'],
    spec: JobKinds[K]['spec'],
    tally: Record<string, number>,
  ) => Topic[];
  /** It is put in the queue, for the first time or again; in the transaction that stores its row. */
  queued?: (catalogue: Catalogue, jobId: number, spec: JobKinds[K]['spec']) => Topic[];
  /** It ended without being done: it failed, was cancelled (also while it waited), or the program ended. */
  stopped?: (catalogue: Catalogue, jobId: number, spec: JobKinds[K]['spec']) => Topic[];
  /**
   * Ends the work after the last batch.
   *
   * @param tally what `storeBatch` counted during this run.
   * @returns the result to keep and a sentence on what was produced.
   */
  finish: (
    catalogue: Catalogue,
    result: JobKinds[K]['result'],
    spec: JobKinds[K]['spec'],
    tally: Record<string, number>,
  ) => { result: JobKinds[K]['result']; summary: string; topics: Topic[] };
}
