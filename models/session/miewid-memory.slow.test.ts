import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('the last stages of MiewID learn from eight pictures of 440 px within 8 GB', () => {
  const program = fileURLToPath(new URL('fixtures/train-miewid.ts', import.meta.url));
  const told = execFileSync(process.execPath, [program], { encoding: 'utf8' });
  const { peakMebibytes, losses } = JSON.parse(told) as { peakMebibytes: number; losses: number[] };
  expect(losses.every(Number.isFinite)).toBe(true);
  expect(peakMebibytes).toBeLessThan(8 * 1024);
});
