import { utilityProcess } from 'electron';
import type { FromWorker } from '#worker/messages.ts';
import type { SpawnWorker } from '#worker/host/worker-process.ts';

/**
 * Starts workers as Electron utility processes.
 *
 * @param entry path of the bundled worker.
 */
export function utilityWorker(entry: string): SpawnWorker {
  return (listeners) => {
    const child = utilityProcess.fork(entry, [], { stdio: ['ignore', 'inherit', 'pipe'] });
    child.on('message', (message: FromWorker) => listeners.message(message));
    child.stderr?.setEncoding('utf8');
    child.stderr?.on('data', (text: string) => listeners.stderr(text));
    // Electron reports a signal as the exit code of the platform.
    child.on('exit', (code) => listeners.exit({ code, signal: null }));
    return {
      get pid() {
        return child.pid;
      },
      send: (message) => child.postMessage(message),
      kill: () => {
        const { pid } = child;
        // `kill` asks; a worker inside native code does not hear it.
        if (pid !== undefined) process.kill(pid, 'SIGKILL');
      },
    };
  };
}
