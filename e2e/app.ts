import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { test as base } from '@playwright/test';
import sharp from 'sharp';

const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
export const screenshots = fileURLToPath(new URL('screenshots/', import.meta.url));

/** The real app, served to the browser as a person would start it. */
export class ServedApp {
  readonly folder: string;
  #child: ChildProcessByStdio<Writable, Readable, null> | undefined;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Starts the server; the address works once. */
  async start(...args: string[]): Promise<string> {
    const child = spawn(process.execPath, [main, 'serve', '--no-open', ...args], {
      env: {
        ...process.env,
        RESIGHT_STATE: join(this.folder, 'state'),
        RESIGHT_DOCUMENTS: this.folder,
        HOME: this.folder,
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child = child;
    return new Promise((resolve, reject) => {
      let out = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        out += text;
        const url = /http:\S+/.exec(out)?.[0];
        if (url !== undefined) resolve(url);
      });
      child.on('exit', (code) => reject(new Error(`The server ended with code ${code}.`)));
    });
  }

  /** The address of what a page shows, for another window: each fresh address lets one in. */
  async addressOf(shown: string): Promise<string> {
    const child = this.#child;
    if (child === undefined) throw new Error('The app was not started.');
    const printed = new Promise<string>((resolve) => {
      let out = '';
      const listen = (text: string) => {
        out += text;
        const url = /Fresh address: (\S+)\n/.exec(out)?.[1];
        if (url === undefined) return;
        child.stdout.off('data', listen);
        resolve(url);
      };
      child.stdout.on('data', listen);
    });
    child.stdin.write('\n');
    const address = new URL(shown);
    address.search = new URL(await printed).search;
    return address.href;
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => {
      child.once('exit', resolve);
    });
    child.kill('SIGKILL');
    await gone;
  }
}

export const test = base.extend<{ app: ServedApp }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern
  app: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'resight-e2e-'));
    const app = new ServedApp(folder);
    await use(app);
    await app.kill();
    // What the program had started may write its last file meanwhile.
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  },
});
export { expect } from '@playwright/test';

/** A small photo with a fin-like shape, its own by its number. */
export async function photo(path: string, number: number, camera = 'Canon EOS 7D'): Promise<void> {
  const x = 80 + ((number * 37) % 200);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="320">
    <rect width="480" height="320" fill="hsl(${195 + (number % 12)} 22% ${38 + (number % 9)}%)"/>
    <path d="M${x} 200q40-10 60-70 10 40 60 70z" fill="#23292e"/><text x="4" y="14" font-size="10">${number}</text></svg>`;
  const minute = String(number % 60).padStart(2, '0');
  const hour = String(8 + Math.floor(number / 60)).padStart(2, '0');
  await sharp(Buffer.from(svg))
    .jpeg()
    .withExif({
      IFD0: { Model: camera },
      IFD2: { DateTimeOriginal: `2026:06:07 ${hour}:${minute}:00` },
    })
    .toFile(path);
}
