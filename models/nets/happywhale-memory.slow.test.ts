import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('B7 with DOLG at 640 px takes a step within 12 GB when its blocks are computed twice', () => {
  const program = fileURLToPath(new URL('fixtures/happywhale-step.ts', import.meta.url));
  const told = execFileSync(process.execPath, [program], { encoding: 'utf8' });
  const { peakMebibytes, loss } = JSON.parse(told) as { peakMebibytes: number; loss: number };
  expect(Number.isFinite(loss)).toBe(true);
  expect(peakMebibytes).toBeLessThan(12 * 1024);
});
