import { parentPort } from 'node:worker_threads';
import type { FromLane, ToLane } from './lanes.ts';

/**
 * Makes a thread a lane. Tasks overlap where they wait, so that the next picture is read while a network looks
 * at this one.
 *
 * @param work its answer, and what of it is handed over rather than copied
 * @param release what has to be given back before the thread ends
 */
export function serveLane<Task, Answer>(
  work: (task: Task) => Promise<{ answer: Answer; handOver: ArrayBuffer[] }>,
  release: () => Promise<void>,
): void {
  const say = (said: FromLane<Answer>, handOver: ArrayBuffer[] = []) =>
    parentPort?.postMessage(said, handOver);
  const atWork = new Set<Promise<void>>();
  const end = async () => {
    parentPort?.close();
    await Promise.all(atWork);
    await release();
  };
  parentPort?.on('message', (told: ToLane<Task>) => {
    if ('end' in told) return void end();
    const { ticket, task } = told;
    const done = work(task)
      .then(
        ({ answer, handOver }) => say({ ticket, answer }, handOver),
        (error: unknown) =>
          say({ ticket, error: error instanceof Error ? error.message : String(error) }),
      )
      .finally(() => atWork.delete(done));
    atWork.add(done);
  });
  say({ ready: true });
}
