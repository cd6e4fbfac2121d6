/** The whole loop on the demo, step by step; what is done already is read from the catalogue itself. */
import type { JobKind } from '#terms/jobs/index.ts';
import { brokeOff } from '#terms/jobs/job-states.ts';
import type { Job } from '#terms/jobs/job.ts';
import type { DetectorWishes } from '#terms/detector/recipe.ts';
import type { EmbedderWishes } from '#terms/embedder/recipe.ts';
import { AppError } from '#api/errors.ts';
import type { DemoOptions } from '#terms/demo.ts';
import type { DirectClient } from '#api/server.ts';
import { followJob } from '../follow-job.ts';
import type { Session } from '../session.ts';

type Client = DirectClient;
type AskedRule = NonNullable<Parameters<Client['embedder']['pseudoLabel']>[0]>;

export interface QuickstartOptions {
  /** Absolute; receives the catalogue, its photos, the exports and the report. */
  folder: string;
  demo: DemoOptions;
  detector: DetectorWishes;
  embedder: EmbedderWishes;
  /** Which fins the network may name to learn from. */
  pseudoLabels: AskedRule;
}

export interface Quickstart extends QuickstartOptions {
  session: Session;
  client: Client;
}

/** One line of the table at the end. */
export interface Took {
  title: string;
  /** Null where it was done by an earlier call. */
  seconds: number | null;
  /** What it reached, in words with figures. */
  reached: string;
}

export interface Step {
  title: string;
  /**
   * Does what the catalogue says is left of this step, and nothing twice.
   * @returns what it reached, with the seconds it took at any time if the catalogue knows them
   */
  run: (quickstart: Quickstart) => Promise<Omit<Took, 'title'>>;
}

/** A person stopped it with Ctrl-C; what was done is kept. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** Seconds that jobs ran, each from its begin to its end; one that was cut off ended when it was last heard of. */
const secondsRun = (jobs: readonly Job[]): number =>
  jobs.reduce(
    (sum, { startedAt, finishedAt }) =>
      startedAt === null || finishedAt === null ? sum : sum + (finishedAt - startedAt) / 1000,
    0,
  );

/** Seconds that jobs of a kind ran in all, in this call or before it, those that broke off with them. */
export async function secondsOfKind(
  quickstart: Quickstart,
  kind: Job['kind'],
  isOf: (job: Job) => boolean = () => true,
): Promise<number> {
  return secondsRun((await jobsOf(quickstart)).filter((job) => job.kind === kind && isOf(job)));
}

/** Seconds of a job and of every run before it that broke off. */
export async function secondsOfRuns(quickstart: Quickstart, job: Job): Promise<number> {
  const runs = [job];
  for (let { retryOf } = job; retryOf !== null;) {
    const before = await quickstart.client.jobs.get({ jobId: retryOf });
    runs.push(before);
    ({ retryOf } = before);
  }
  return secondsRun(runs);
}

/** @throws Stopped if it was cancelled, AppError with its words if it failed */
export function doneOrThrow(end: Job): Job {
  if (end.state === 'done') return end;
  if (end.state === 'cancelled') throw new Stopped(end.title);
  const { code, message } = end.error ?? { code: 'internal', message: 'it failed.' };
  throw new AppError(code, `${end.title}: ${message}`);
}

/** Waits for a job. @throws as `doneOrThrow` */
export const finished = async ({ session }: Quickstart, job: Job): Promise<Job> =>
  doneOrThrow(await followJob(session, job));

/** Newest first. */
export const jobsOf = async ({ client }: Quickstart): Promise<Job[]> =>
  client.jobs.list({ limit: 1000 });

/** The newest job of a kind, whatever became of it. */
async function lastJob(quickstart: Quickstart, kind: JobKind): Promise<Job | undefined> {
  return (await jobsOf(quickstart)).find((job) => job.kind === kind);
}

/** Brings a job to its end that an earlier call began: what waits or runs is waited for, what broke off is done again. */
export async function continued(quickstart: Quickstart, job: Job): Promise<Job> {
  const { retry } = quickstart.client.jobs;
  return finished(quickstart, brokeOff(job) ? await retry({ jobId: job.id }) : job);
}

/** Brings the newest job of a kind to its end: goes on with a broken one, begins one if there is none. */
export async function doneOnce(
  quickstart: Quickstart,
  kind: JobKind,
  begin: () => Promise<Job>,
): Promise<Job> {
  const job = await lastJob(quickstart, kind);
  if (job?.state === 'done') return job;
  return job === undefined ? finished(quickstart, await begin()) : continued(quickstart, job);
}
