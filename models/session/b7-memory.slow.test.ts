import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('EfficientNet-B7 with DOLG at 640 px trains within 12 GB when its blocks are computed twice', () => {
  const program = fileURLToPath(new URL('fixtures/train-dolg.ts', import.meta.url));
  const told = execFileSync(process.execPath, [program], { encoding: 'utf8' });
  const { peakMebibytes, losses } = JSON.parse(told) as { peakMebibytes: number; losses: number[] };
  expect(losses.every(Number.isFinite)).toBe(true);
  // Two thirds of the 12 GB, so that the app itself has its place.
  expect(peakMebibytes).toBeLessThan(8 * 1024);
});
