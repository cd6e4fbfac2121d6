import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const runtime = new URL('runtime.ts', import.meta.url).href;
const session = `await InferenceSession.create(new Uint8Array([1])).catch(() => {});`;
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'resight-home-'));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

/**
 * Runs a program as a person with an empty home would, whose system says nothing about reports. The
 * runtime sends none where a build server's variables are set (`CI`, `GITHUB_ACTIONS` and others), so
 * nothing of ours is handed on but the path.
 */
function run(program: string): { err: string; left: string[] } {
  const { stderr } = spawnSync(
    process.execPath,
    ['--input-type=module-typescript', '-e', program],
    {
      cwd: new URL('.', import.meta.url),
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: home, TMPDIR: home },
    },
  );
  return { err: stderr, left: readdirSync(home, { recursive: true, encoding: 'utf8' }) };
}

describe('ONNX Runtime', () => {
  it('loaded by us keeps no queue of reports and no number for this device', () => {
    const { err, left } = run(`import { InferenceSession } from '${runtime}'; ${session}`);
    expect(err).toBe('');
    expect(left).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('loaded without us would', () => {
    const { left } = run(`import { InferenceSession } from 'onnxruntime-node'; ${session}`);
    expect(left.join()).toContain('onnxruntime.db');
  });

  it('is not loaded in a thread of a process that has not said no', () => {
    const { err } = run(
      `import { Worker } from 'node:worker_threads'; new Worker(new URL('${runtime}'), { execArgv: [] });`,
    );
    expect(err).toContain('The main thread must load models/onnx/runtime.ts');
  });
});
