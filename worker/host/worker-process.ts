import { fork } from 'node:child_process';
import type { FromWorker, ToWorker } from '../messages.ts';

/** How a worker process ended. */
export interface WorkerExit {
  code: number | null;
  signal: string | null;
}

/** One running worker, whichever way the shell starts processes. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  send(message: ToWorker): void;
  /** Ends it at once. */
  kill(): void;
}

interface WorkerListeners {
  message: (message: FromWorker) => void;
  exit: (exit: WorkerExit) => void;
  /** What it wrote to its standard error, for the log of a crash. */
  stderr: (text: string) => void;
}

export type SpawnWorker = (listeners: WorkerListeners) => WorkerProcess;

/**
 * Starts workers as forked Node processes.
 *
 * @param entry path of the worker's program.
 */
export function forkWorker(entry: string): SpawnWorker {
  return (listeners) => {
    const child = fork(entry, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    child.on('message', (message) => listeners.message(message as FromWorker));
    child.stderr?.setEncoding('utf8').on('data', listeners.stderr);
    let ended = false;
    const end = (exit: WorkerExit) => {
      if (!ended) listeners.exit(exit);
      ended = true;
    };
    // After `exit` the pipes may still hold text; `close` comes when they are drained.
    child.on('close', (code, signal) => end({ code, signal }));
    child.on('error', (error) => {
      listeners.stderr(error.message);
      if (child.pid === undefined) end({ code: null, signal: null });
    });
    return {
      get pid() {
        return child.pid;
      },
      send: (message) => {
        if (child.connected) child.send(message, () => {});
      },
      kill: () => {
        child.kill('SIGKILL');
      },
    };
  };
}
