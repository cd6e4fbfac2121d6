import type { z } from 'zod';

/** A part of a job's work: what is said of it, and the plural noun of what is counted in it. */
interface Phase {
  title: string;
  unit: string;
}

/** All that is said of a kind of job. */
export interface JobTerms<Spec, Asked, Result, Batch, Resume, PhaseId extends string> {
  /** What jobs of the kind do, where nothing is known of one of them: `Import photos`. */
  title: string;
  /** What one of them does, in words for a person: `Import photos from Moray 2026`. */
  titleOf: (spec: Spec) => string;
  /** What it is asked; kept with the job, so what an earlier version stored must still fit. */
  spec: z.ZodType<Spec, Asked>;
  /** What it finds on the way, a part at a time, to be stored at once; none where it finds nothing. */
  batch?: z.ZodType<Batch>;
  /** What it needs to go on after it was stopped; none where it looks at what is there. */
  resume?: z.ZodType<Resume>;
  /** What it says at the end; kept with the job. */
  result: z.ZodType<Result>;
  /** What it produced, in a sentence, where that needs nothing from the catalogue. */
  summaryOf?: (result: Result, spec: Spec) => string;
  phases: Readonly<Record<PhaseId, Phase>>;
  /** It changes nothing in the catalogue, so that it runs in one that cannot be written. */
  onlyReads?: true;
}

/** A row of the table of kinds, with its types found out. */
export const jobTerms = <Spec, Asked, Result, PhaseId extends string, Batch = never, Resume = null>(
  terms: JobTerms<Spec, Asked, Result, Batch, Resume, PhaseId>,
): JobTerms<Spec, Asked, Result, Batch, Resume, PhaseId> => terms;
