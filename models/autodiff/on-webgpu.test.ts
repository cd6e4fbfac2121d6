import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { swiftShaderEnvironment } from '../session/fixtures/swiftshader.ts';

const software = swiftShaderEnvironment();

test.skipIf(software === undefined)(
  'a gradient on WebGPU equals the CPU’s, with no node on the CPU provider',
  () => {
    const program = fileURLToPath(new URL('fixtures/on-webgpu.ts', import.meta.url));
    const env = { ...process.env, ...software };
    const printed = execFileSync(process.execPath, [program], { env, encoding: 'utf8' });
    const { apart, length } = JSON.parse(printed) as { apart: number; length: number };
    expect(length).toBeGreaterThan(1);
    expect(apart).toBeLessThan(5e-5);
  },
  // A GPU in software needs its time to compile shaders.
  120_000,
);
