import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { InvalidArgumentError, type Command } from 'commander';
import { AppError } from '#api/errors.ts';
import { stateFolder } from '#api/state-folder.ts';
import { findCatalogue, newApp } from '../session.ts';
import { startServer } from '../serve/server.ts';
import { wholeNumber } from '../numbers.ts';

interface ServeOptions {
  port: number;
  address: string;
  catalogue?: string;
  open: boolean;
  public?: URL;
}

const rendererFolder = fileURLToPath(new URL('../../dist/renderer', import.meta.url));

/**
 * Opens an address in the person's browser; where there is none the printed address is enough. What a program is
 * started with everybody on the machine can read, so the browser is given a file of ours that leads on.
 */
function openBrowser(address: string, launchFile: string): void {
  mkdirSync(dirname(launchFile), { recursive: true });
  writeFileSync(
    launchFile,
    `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${address}"><title>Resight</title>`,
    { mode: 0o600 },
  );
  const url = pathToFileURL(launchFile).href;
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

/** @throws InvalidArgumentError for anything but an origin */
function publicAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/')
    throw new InvalidArgumentError('Name a scheme and a host, such as https://lab.example.');
  return url;
}

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .summary('run the app in a browser on this machine')
    .option('--port <n>', 'port; 0 takes a free one', wholeNumber, 0)
    .option('--address <ip>', 'listen on another address than this machine alone', '127.0.0.1')
    .option(
      '--public <url>',
      'where pages reach it through a proxy of yours, such as https://lab.example',
      publicAddress,
    )
    .option('--no-open', 'only print the address')
    .description(
      'Runs the app for a browser on this machine. The printed address works once, for one page; Enter prints another.\n\n' +
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
        publicly: options.public ?? null,
      });
      if (options.public === undefined && !/^127\.|^::1$|^localhost$/.test(options.address)) {
        process.stderr.write(
          `WARNING: Resight listens on ${options.address}, without encryption. Everyone on that network can read what passes, the session included. Put an encrypted tunnel or proxy before it (docs/how-to/another-machine.md).\n`,
        );
      }
      process.stdout.write(
        `Resight is ready: ${server.newAddress()}\nEnter prints a fresh address, Ctrl-C ends it.\n`,
      );
      const lines = createInterface({ input: process.stdin });
      lines.on('line', () => process.stdout.write(`Fresh address: ${server.newAddress()}\n`));
      const launchFile = join(
        stateFolder(process.platform, process.env),
        `launch-${process.pid}.html`,
      );
      if (options.open) openBrowser(server.newAddress(), launchFile);
      await new Promise<void>((resolve) => {
        process.once('SIGINT', resolve);
        process.once('SIGTERM', resolve);
      });
      lines.close();
      rmSync(launchFile, { force: true });
      await server.close();
      await app.quit();
    });
}
