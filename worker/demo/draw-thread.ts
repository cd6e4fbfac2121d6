/** A thread that draws photos of one plan: a number in, what is on that photo out. */
import { parentPort, workerData } from 'node:worker_threads';
import type { AskedDemo } from './plan.ts';
import { planDemo } from './plan.ts';
import { writePhoto } from './write-photo.ts';

const { options, folder } = workerData as { options: AskedDemo; folder: string };
const plan = planDemo(options);

parentPort?.on('message', (index: number) => {
  writePhoto(plan, plan.photos[index], folder).then(
    (truth) => parentPort?.postMessage({ truth }),
    (error: unknown) =>
      parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) }),
  );
});
