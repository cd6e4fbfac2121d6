/** A thread that draws batches: photos in shared memory and what to do with them in, planes out. */
import { parentPort } from 'node:worker_threads';
import { drawBatch, type DrawRequest } from './draw-batch.ts';

parentPort?.on('message', (request: DrawRequest) => {
  const planes = drawBatch(request);
  parentPort?.postMessage(planes, [planes.buffer]);
});
