import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { WorkerExit } from '#worker/host/worker-process.ts';
import type { ToWorker } from '#worker/messages.ts';
import { utilityWorker, type Utility } from './utility-worker.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resight-utility-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A real process of Node's with the face of Electron's. */
function forked(program: string): () => Utility {
  const file = join(folder, 'program.mjs');
  writeFileSync(file, program);
  return () => {
    const child = fork(file, [], { stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
    return Object.assign(child, {
      postMessage: (message: unknown) => {
        child.send(message as object);
      },
    }) as unknown as Utility;
  };
}

it('messages go both ways, and what it writes to its error output is heard', async () => {
  const start = utilityWorker(
    forked(`console.error('warming up');
process.on('message', ({ jobId }) => { process.send({ type: 'cancelled', jobId }, () => process.exit(3)); });`),
  );
  let stderr = '';
  const heard: unknown[] = [];
  const exit = await new Promise<WorkerExit>((resolve) => {
    const worker = start({
      message: (message) => heard.push(message),
      stderr: (text) => (stderr += text),
      exit: resolve,
    });
    expect(worker.pid).toBeGreaterThan(0);
    worker.send({ type: 'cancel', jobId: 7 } satisfies ToWorker);
  });
  expect(heard).toEqual([{ type: 'cancelled', jobId: 7 }]);
  expect(exit).toEqual({ code: 3, signal: null });
  expect(stderr).toContain('warming up');
});

it('a worker that hears nothing is ended all the same, and may be told things after that', async () => {
  const start = utilityWorker(
    forked(`process.on('SIGTERM', () => {}); process.send('up'); for (;;);`),
  );
  await new Promise<void>((resolve) => {
    const worker = start({
      message: () => worker.kill(),
      stderr: () => {},
      exit: () => {
        worker.send({ type: 'shutdown' });
        worker.kill();
        resolve();
      },
    });
  });
});
