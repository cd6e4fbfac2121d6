import { InferenceSession, Tensor } from '#models/onnx/runtime.ts';
import { describe, expect, it } from 'vitest';
import { Network } from '#models/autodiff/network.ts';
import { standardProfile } from '#models/autodiff/primitive.ts';
import type { Value } from '#models/graph/graph.ts';
import { batchNorm } from './batch-norm.ts';
import { convolve } from './conv.ts';
import { convolveAndNorm, widens } from './conv-norm.ts';

const norm = { eps: 1e-3, momentum: 0.1 };
const shape = [2, 4, 9, 9];

/** Output and running statistics after a step of one way to write it. */
async function written(as: (net: Network, x: Value, w: Value) => Value) {
  const net = new Network({ profile: standardProfile, training: true });
  const x = net.graph.input('x', shape);
  const w = net.parameter('w', [12, 4, 1, 1], { init: (values) => values.fill(0) });
  net.graph.output('y', as(net, x, w));
  net.graph.output('after', net.updatedStatistics());
  const session = await InferenceSession.create(net.graph.encode(), { logSeverityLevel: 4 });
  const drawn = (length: number, centre: number) =>
    Float32Array.from({ length }, (_, at) => centre + Math.sin(at * at));
  const vector = (values: Float32Array) => new Tensor('float32', values, [values.length]);
  const got = await session.run({
    x: new Tensor('float32', drawn(2 * 4 * 81, 3), shape),
    parameters: vector(drawn(net.parameters.length, 0.2)),
    statistics: vector(drawn(net.statistics.length, 1)),
  });
  await session.release();
  return { y: got['y']?.data as Float32Array, after: got['after']?.data as Float32Array };
}

describe('a widening convolution with its norm', () => {
  it('gives the output and leaves the running statistics of the two one after the other', async () => {
    const [joined, apart] = [
      await written((net, x, w) => convolveAndNorm(net, x, w, 'bn', norm)),
      await written((net, x, w) => batchNorm(net, convolve(net, x, w), 'bn', norm)),
    ];
    expect(joined.after).toHaveLength(24);
    for (const name of ['y', 'after'] as const)
      for (const [at, value] of apart[name].entries())
        expect(joined[name][at]).toBeCloseTo(value, 4);
  });

  it('is taken where the narrow side is less work, and not where maps are small', () => {
    expect(widens([16, 16, 64, 64], 96)).toBe(true);
    expect(widens([16, 96, 64, 64], 16)).toBe(false);
    expect(widens([16, 192, 4, 4], 1152)).toBe(false);
    expect(widens([1, 192, 8, 8], 1152)).toBe(false);
  });

  it('is refused for a single value a channel, which has no spread', () => {
    const net = new Network({ profile: standardProfile, training: true });
    const w = net.parameter('w', [4, 2, 1, 1], { init: (values) => values.fill(1) });
    const x = net.graph.input('x', [1, 2, 1, 1]);
    expect(() => convolveAndNorm(net, x, w, 'bn', norm)).toThrow('use a larger batch');
  });
});
