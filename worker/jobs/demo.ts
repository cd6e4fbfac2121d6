import { mkdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { writeFileAtomically } from '#catalog/formats/atomic-file.ts';
import type { JobResult, JobSpec } from '#terms/jobs/index.ts';
import type { AskedDemo } from '../demo/plan.ts';
import { planDemo } from '../demo/plan.ts';
import { truthPhoto, type DemoTruth, type TruthPhoto } from '#terms/demo.ts';
import { JobError, throwIfCancelled, type JobContext } from '../job-context.ts';
import { inParallel } from './in-parallel.ts';

/** What is known of a photo is kept beside it until all are drawn, so that a retry draws only the rest. */
const partFile = (folder: string, index: number) => join(folder, '.drawn', `${index}.json`);

async function drawnBefore(folder: string, index: number): Promise<TruthPhoto | null> {
  try {
    return truthPhoto.parse(JSON.parse(await readFile(partFile(folder, index), 'utf8')));
  } catch {
    return null;
  }
}

/** A thread that draws one photo at a time. */
class DrawThread {
  readonly #worker: Worker;

  constructor(options: AskedDemo, folder: string) {
    this.#worker = new Worker(new URL('../demo/draw-thread.ts', import.meta.url), {
      workerData: { options, folder },
    });
  }

  draw(index: number): Promise<TruthPhoto> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        this.#worker.off('message', onMessage);
        this.#worker.off('error', onError);
      };
      const onMessage = (message: { truth: TruthPhoto } | { error: string }) => {
        settle();
        if ('truth' in message) resolve(message.truth);
        else
          reject(new JobError('internal', `Photo ${index} could not be written: ${message.error}`));
      };
      const onError = (error: unknown) => {
        settle();
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      this.#worker.on('message', onMessage);
      this.#worker.on('error', onError);
      this.#worker.postMessage(index);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** Draws the photos of a demo catalogue on every core, and their truth into `truth.json`. */
export async function demo(
  spec: JobSpec<'demo'>,
  context: JobContext<'demo'>,
): Promise<JobResult<'demo'>> {
  const { photosFolder, ...options } = spec;
  const plan = planDemo(options);
  const signature = JSON.stringify(options);
  await mkdir(join(photosFolder, '.drawn'), { recursive: true });
  const signatureFile = join(photosFolder, '.drawn', 'options.json');
  const before = await readFile(signatureFile, 'utf8').catch(() => null);
  if (before === null) await writeFileAtomically(signatureFile, [signature]);
  else if (before !== signature) {
    throw new JobError(
      'conflict',
      `${photosFolder} holds another demo (${before}). Choose another folder, or remove that one.`,
      { photosFolder },
    );
  }

  const total = plan.photos.length;
  const truths: (TruthPhoto | null)[] = [];
  for (let index = 0; index < total; index += 1)
    truths.push(await drawnBefore(photosFolder, index));
  const todo = [...truths.keys()].filter((index) => truths[index] === null);
  let done = total - todo.length;
  context.progress('drawing', done, total);
  const threads = Array.from(
    { length: Math.max(1, Math.min(availableParallelism(), todo.length)) },
    () => new DrawThread(options, photosFolder),
  );
  const free = [...threads];
  try {
    const draw = async (index: number) => {
      const thread = free.pop();
      if (thread === undefined) throw new Error('No thread is free.');
      try {
        const truth = await thread.draw(index);
        await writeFileAtomically(partFile(photosFolder, index), [JSON.stringify(truth)]);
        return { index, truth };
      } finally {
        free.push(thread);
      }
    };
    for await (const { index, truth } of inParallel(todo, threads.length, draw)) {
      truths[index] = truth;
      done += 1;
      context.progress('drawing', done, total);
      throwIfCancelled(context.signal);
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.end()));
  }
  const truth: DemoTruth = {
    seed: spec.seed,
    individuals: plan.individuals.map(({ code, species }) => ({ code, species })),
    photos: truths.filter((photo) => photo !== null),
  };
  const truthFile = join(photosFolder, 'truth.json');
  await writeFileAtomically(truthFile, [`${JSON.stringify(truth, null, 1)}\n`]);
  return { photos: total, truthFile };
}
