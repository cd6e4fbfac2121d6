/** `npm start`: the desktop app where Electron's program is to be had, else the same app in a browser. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildRenderer } from './build-renderer.ts';
import { electronProgram } from './electron-program.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const electron = electronProgram();
await buildRenderer();
let command: [string, string[]];
if (electron === null) {
  process.stdout.write(
    "Electron's program is not on this machine and could not be fetched; opening Resight in the browser instead.\n",
  );
  command = [process.execPath, [`${root}/cli/main.ts`, 'serve', ...process.argv.slice(2)]];
} else {
  const { buildElectron } = await import('./build-electron.ts');
  await buildElectron();
  command = [electron, [root, ...process.argv.slice(2)]];
}
const child = spawn(command[0], command[1], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
