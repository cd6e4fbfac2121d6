import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unless, whyNoNamespaces } from '../may-run.ts';
import type { Heard } from './alone.ts';

const reason = whyNoNamespaces();
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const main = here('../../../cli/main.ts');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resight-network-'));
  for (const name of ['home', 'tmp', 'work']) mkdirSync(join(folder, name));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/**
 * Runs commands alone, at a home, a state and a temporary folder of their own. Of our variables they
 * get the path only: ONNX Runtime says nothing where a build server's are set, and proves nothing.
 */
function alone(commands: readonly (readonly string[])[], env: Record<string, string> = {}): Heard {
  const report = join(folder, 'heard.json');
  const { stderr } = spawnSync(
    'unshare',
    ['--net', '--mount', process.execPath, here('alone.ts'), report, JSON.stringify(commands)],
    {
      cwd: join(folder, 'work'),
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        HOME: join(folder, 'home'),
        TMPDIR: join(folder, 'tmp'),
        RESIGHT_STATE: join(folder, 'state'),
        ...env,
      },
    },
  );
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as Heard;
  } catch (error) {
    throw new Error(`The network of its own did not come up: ${stderr}`, { cause: error });
  }
}

const size = ['--photos', '24', '--individuals', '3', '--width', '320', '--boxed', '0.7'];
const quickstart = [process.execPath, main, 'quickstart', 'q', '--networks', 'tiny', ...size];

describe.skipIf(reason !== null)(`The network${unless(reason)}`, () => {
  it('is asked for nothing while both networks are trained, detect, embed, and the app is served', () => {
    const heard = alone([
      quickstart,
      [process.execPath, here('serve-and-look.ts'), 'q/Demo.resight'],
    ]);
    expect(heard).toMatchObject({ codes: [0, 0], names: [], packets: 0 });
    expect(readdirSync(join(folder, 'home'), { recursive: true })).toEqual([]);
    expect(readdirSync(join(folder, 'work'))).toEqual(['q']);
  });

  it('would be asked by the same loop if ONNX Runtime were loaded before we say no', () => {
    const heard = alone([quickstart], { NODE_OPTIONS: `--import ${here('loaded-loudly.ts')}` });
    expect(heard.names.join(' ')).toMatch(/microsoft\.com/);
    expect(heard.packets).toBeGreaterThan(0);
    expect(readdirSync(join(folder, 'home'), { recursive: true }).join(' ')).toContain('deviceid');
  });
});
