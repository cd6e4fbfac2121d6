import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { swiftShaderEnvironment } from '../../session/fixtures/swiftshader.ts';

const software = swiftShaderEnvironment();

test.skipIf(software === undefined)(
  'a detector’s step on WebGPU equals the CPU’s, with no node on the CPU provider',
  () => {
    const program = fileURLToPath(new URL('fixtures/on-webgpu.ts', import.meta.url));
    const env = { ...process.env, ...software };
    const printed = execFileSync(process.execPath, [program], { env, encoding: 'utf8' });
    const { apart, losses } = JSON.parse(printed) as { apart: number; losses: [number, number] };
    expect(losses[0]).toBeGreaterThan(0);
    expect(losses[1] / losses[0]).toBeCloseTo(1, 4);
    expect(apart).toBeLessThan(2e-4);
  },
);
