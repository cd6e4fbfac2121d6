import { existsSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { AppError } from '#api/errors.ts';
import { findCatalogue, newApp } from '../session.ts';
import { startServer } from '../serve/server.ts';
import { wholeNumber } from '../numbers.ts';

interface ServeOptions {
  port: number;
  address: string;
  catalogue?: string;
  open: boolean;
}

const rendererFolder = fileURLToPath(new URL('../../dist/renderer', import.meta.url));

/** Opens an address in the person's browser; where there is none the printed address is enough. */
function openBrowser(url: string): void {
  const [program, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', url]
        : ['xdg-open', url];
  spawn(program, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .summary('run the app in a browser on this machine')
    .option('--port <n>', 'port; 0 takes a free one', wholeNumber, 0)
    .option('--address <ip>', 'listen on another address than this machine alone', '127.0.0.1')
    .option('--no-open', 'only print the address')
    .description(
      'Runs the app for a browser on this machine. The printed address works once, for one browser.\n\n' +
        'Example: resight serve --catalogue ~/whales --port 4711',
    )
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<ServeOptions>();
      if (!existsSync(`${rendererFolder}/index.html`)) {
        throw new AppError(
          'unsupported-here',
          'The screens are not built yet. Build them: npm run build:renderer',
        );
      }
      const app = newApp();
      if (options.catalogue !== undefined) await app.openFolder(findCatalogue(options.catalogue));
      const server = await startServer({
        app,
        rendererFolder,
        port: options.port,
        address: options.address,
      });
      if (!/^127\.|^::1$|^localhost$/.test(options.address)) {
        process.stderr.write(
          `WARNING: Resight listens on ${options.address}, without encryption. Everyone on that network can read what passes, the session included. Use it behind an encrypted tunnel only.\n`,
        );
      }
      process.stdout.write(`Resight is ready: ${server.url}\nCtrl-C ends it.\n`);
      if (options.open) openBrowser(server.url);
      await new Promise<void>((resolve) => {
        process.once('SIGINT', resolve);
        process.once('SIGTERM', resolve);
      });
      await server.close();
      await app.quit();
    });
}
