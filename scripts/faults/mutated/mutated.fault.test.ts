import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { times } from '../counts.ts';

const reader = fileURLToPath(new URL('read-mutated.ts', import.meta.url));
/** No damaged file holds the program up for longer, milliseconds. */
const MOST_MS = 30_000;

interface Outcome {
  code: number | null;
  /** The number of the file that was not done in time. */
  hung: string | null;
  megabytes: number;
  err: string;
}

function read(what: string, seed: number, count: number): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'resight-mutated-'));
  const child = spawn(process.execPath, [reader, what, String(seed), String(count), folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  let hung: string | null = null;
  const lastLine = () => out.trim().split('\n').at(-1) ?? '';
  const watch = () =>
    setTimeout(() => {
      hung = lastLine();
      child.kill('SIGKILL');
    }, MOST_MS);
  let timer = watch();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out = (out + text).slice(-4000);
    clearTimeout(timer);
    timer = watch();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err = (err + text).slice(-4000);
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      rmSync(folder, { recursive: true, force: true });
      process.stdout.write(`${what}: ${lastLine()}\n`);
      const megabytes = Number(/most (\d+) MB/.exec(out)?.[1] ?? Number.NaN);
      resolve({ code, hung, megabytes, err });
    });
  });
}

it.each([
  ['pictures', times(300, 5000), 1000],
  ['documents', times(300, 1000), 2000],
])(
  '%s that are damaged in %i ways crash nothing, hang nothing and take no gigabyte',
  async (what, count, seed) => {
    const outcome = await read(what, seed, count);
    expect(outcome).toMatchObject({ code: 0, hung: null, err: '' });
    expect(outcome.megabytes).toBeLessThanOrEqual(1024);
  },
);
