import type { SpawnWorker } from '#worker/host/worker-process.ts';
import type { FromWorker } from '#worker/messages.ts';

/** As much of Electron's `UtilityProcess` as a worker needs. */
export interface Utility {
  readonly pid: number | undefined;
  readonly stderr: { on(event: 'data', listener: (chunk: Buffer) => void): unknown } | null;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  postMessage(message: unknown): void;
  kill(): boolean;
}

/**
 * Starts workers as Electron's utility processes.
 *
 * @param fork starts one; `utilityProcess.fork` in the program.
 */
export function utilityWorker(fork: () => Utility): SpawnWorker {
  return (listeners) => {
    const child = fork();
    let isRunning = true;
    child.on('message', (message) => listeners.message(message as FromWorker));
    child.stderr?.on('data', (chunk) => listeners.stderr(chunk.toString('utf8')));
    child.on('exit', (code) => {
      isRunning = false;
      listeners.exit({ code, signal: null });
    });
    return {
      get pid() {
        return child.pid;
      },
      send: (message) => {
        if (isRunning) child.postMessage(message);
      },
      kill: () => {
        // Electron's own way only asks (SIGTERM), which a process deep in native code does not hear.
        if (child.pid === undefined) child.kill();
        else if (isRunning) process.kill(child.pid, 'SIGKILL');
      },
    };
  };
}
