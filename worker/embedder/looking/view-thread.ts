/** A thread that renders pictures for a network: files and views in, normalised planes out. */
import { parentPort, workerData } from 'node:worker_threads';
import { renderViews, type ViewJob, type ViewSize } from './view-job.ts';

const size = workerData as ViewSize;

parentPort?.on('message', ({ ticket, jobs }: { ticket: number; jobs: ViewJob[] }) => {
  renderViews(jobs, size).then(
    (planes) => parentPort?.postMessage({ ticket, planes }, [planes.buffer as ArrayBuffer]),
    (error: unknown) =>
      parentPort?.postMessage({
        ticket,
        error: error instanceof Error ? error.message : String(error),
      }),
  );
});
