import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('EfficientNet-B7 at 640 px trains within 12 GB when its blocks are computed twice', () => {
  const program = fileURLToPath(new URL('fixtures/train-in-memory.ts', import.meta.url));
  const told = execFileSync(process.execPath, [program, 'b7', '640', '1', 'blocks'], {
    encoding: 'utf8',
  });
  const { peakMebibytes, losses } = JSON.parse(told) as { peakMebibytes: number; losses: number[] };
  expect(losses.every(Number.isFinite)).toBe(true);
  // Half of the 12 GB, so that a fusion head and the app itself have their place.
  expect(peakMebibytes).toBeLessThan(6 * 1024);
});
