/** Every kind of job, in one table: what it is asked, what it finds and says, and its words. */
import { z } from 'zod';
import { demo } from './demo.ts';
import { demoLabels } from './demo-labels.ts';
import { detect } from './detect.ts';
import { embed } from './embed.ts';
import { evaluateDetector } from './evaluate-detector.ts';
import { evaluateEmbedder } from './evaluate-embedder.ts';
import { exportJob } from './export.ts';
import { importPhotos } from './import-photos.ts';
import type { Job } from './job.ts';
import type { JobTerms } from './job-terms.ts';
import { trainDetector } from './train-detector.ts';
import { trainEmbedder } from './train-embedder.ts';

const rows = {
  demo,
  'demo-labels': demoLabels,
  detect,
  embed,
  'evaluate-detector': evaluateDetector,
  'evaluate-embedder': evaluateEmbedder,
  export: exportJob,
  'import-photos': importPhotos,
  'train-detector': trainDetector,
  'train-embedder': trainEmbedder,
};
type Rows = typeof rows;

type Part<Row, Name extends 'spec' | 'asked' | 'result' | 'batch' | 'resume' | 'phase'> =
  Row extends JobTerms<
    infer Spec,
    infer Asked,
    infer Result,
    infer Batch,
    infer Resume,
    infer Phase
  >
    ? { spec: Spec; asked: Asked; result: Result; batch: Batch; resume: Resume; phase: Phase }[Name]
    : never;

export type JobKind = keyof Rows;
export type JobSpec<K extends JobKind> = Part<Rows[K], 'spec'>;
/** A spec as it may be given; what is left out is filled in. */
export type AskedSpec<K extends JobKind> = Part<Rows[K], 'asked'>;
export type JobBatch<K extends JobKind> = Part<Rows[K], 'batch'>;
export type JobResume<K extends JobKind> = Part<Rows[K], 'resume'>;
export type JobResult<K extends JobKind> = Part<Rows[K], 'result'>;
export type JobPhase<K extends JobKind> = Part<Rows[K], 'phase'>;

export const jobs: {
  readonly [K in JobKind]: JobTerms<
    JobSpec<K>,
    AskedSpec<K>,
    JobResult<K>,
    JobBatch<K>,
    JobResume<K>,
    JobPhase<K>
  >;
} = rows;

export const isJobKind = (kind: string): kind is JobKind => Object.hasOwn(jobs, kind);

/** What a job of a kind said at its end; null for one of another kind, or that is not done. */
export const resultOf = <K extends JobKind>(
  job: Pick<Job, 'kind' | 'result'>,
  kind: K,
): JobResult<K> | null => {
  const parsed = job.kind === kind ? jobs[kind].result.safeParse(job.result) : undefined;
  return parsed?.success === true ? parsed.data : null;
};

/** Kinds that need nothing but what they are asked: anybody may start them, by `jobs.start`. */
export const freeKinds = ['import-photos'] as const satisfies readonly JobKind[];
type FreeKind = (typeof freeKinds)[number];

const asked = <K extends FreeKind>(kind: K) =>
  z.object({ kind: z.literal(kind), spec: jobs[kind].spec });
/** A job of one of them, as it is asked for. */
export const freeJob = z.union(freeKinds.map(asked));
export type FreeJob = z.infer<typeof freeJob>;
