import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const judge = fileURLToPath(new URL('judge.ts', import.meta.url));

/**
 * Has fins judged until enough decisions were acknowledged, then kills the program.
 *
 * @param words CATALOGUE and whether it acknowledges early
 * @param afterMs how long after the last of these it still lives
 * @returns every decision that was acknowledged
 */
export async function acknowledged(
  words: readonly string[],
  count: number,
  afterMs = 0,
): Promise<number[]> {
  const child = spawn(process.execPath, [judge, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  let isOver = false;
  const gone = new Promise((resolve) => {
    child.on('close', resolve);
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    if (isOver || out.split('\n').length <= count) return;
    isOver = true;
    setTimeout(() => child.kill('SIGKILL'), afterMs);
  });
  await gone;
  // A line that was cut off was not heard.
  return out
    .slice(0, out.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map(Number);
}
