/** Convolutions and pools of any size: their lowerings among each other, and their gradients as slopes. */
import fc from 'fast-check';
import { InferenceSession, Tensor } from '#models/onnx/runtime.ts';
import { expect, test } from 'vitest';
import { Network } from '#models/autodiff/network.ts';
import { standardProfile, type Profile } from '#models/autodiff/primitive.ts';
import type { Value } from '#models/graph/graph.ts';
import { fillUniform, streamOf } from '../random/counter-random.ts';
import { mul } from './arithmetic.ts';
import { convolve, depthwiseConvolve } from './conv.ts';
import { maxPool } from './pool.ts';
import { cpuProfile } from './probe-nchwc.ts';
import { sum } from './reduce.ts';
import type { WindowOptions } from './window.ts';

const plainCpu: Profile = { name: 'cpu', nchwcBlock: 0 };
const profiles = [standardProfile, plainCpu, await cpuProfile()];

/** A window that fits into its picture. */
const window = fc
  .record({
    kernel: fc.integer({ min: 1, max: 6 }),
    stride: fc.constantFrom(1, 2),
    dilation: fc.constantFrom(1, 2, 3),
    padding: fc.option(fc.nat(3), { nil: 'same' as const }),
    height: fc.integer({ min: 1, max: 13 }),
    width: fc.integer({ min: 1, max: 13 }),
  })
  .map((drawn) => ({ ...drawn, dilation: drawn.stride === 1 ? drawn.dilation : 1 }))
  .filter(({ kernel, dilation, padding, height, width }) => {
    const reach = dilation * (kernel - 1) + 1;
    // Padding of the window's own size would see nothing but zeros.
    if (padding === 'same') return true;
    return padding < reach && Math.min(height, width) + 2 * padding >= reach;
  });

type Tensors = Record<string, Float32Array>;
interface Runner {
  values: Tensors;
  run: (values: Tensors) => Promise<Tensors>;
}

/** `loss` = Σ y·dy over random inputs, with `y` and the gradients `gx` and `gw`, in one lowering. */
async function inLowering(
  profile: Profile,
  shapes: { x: number[]; w?: number[] },
  op: (net: Network, x: Value, w: Value) => Value,
  seed: number,
  draw: (values: Float32Array, name: string) => void = (values, name) =>
    fillUniform(values, streamOf(seed, name), 1),
): Promise<Runner & AsyncDisposable> {
  const net = new Network({ profile, training: true });
  const x = net.graph.input('x', shapes.x);
  const w = shapes.w ? net.graph.input('w', shapes.w) : x;
  for (const input of new Set([x, w])) net.require(input);
  const y = op(net, x, w);
  const dy = net.graph.input('dy', y.shape);
  const loss = sum(net, mul(net, y, dy), [...y.shape.keys()]);
  const gradients = net.backward(loss);
  net.graph.output('loss', loss);
  net.graph.output('y', y);
  for (const input of new Set([x, w])) {
    const gradient = gradients.of(input);
    if (gradient) net.graph.output(`g${input.name}`, gradient);
  }
  const inputs = [...new Set([x, w, dy])];
  const values = Object.fromEntries(
    inputs.map(({ name, shape }) => {
      const own = new Float32Array(shape.reduce((a, b) => a * b, 1));
      draw(own, name);
      return [name, own];
    }),
  );
  const session = await InferenceSession.create(net.graph.encode(), { logSeverityLevel: 4 });
  return {
    values,
    async run(now) {
      const feeds = inputs.map(({ name, shape }) => {
        const own = now[name] ?? new Float32Array();
        return [name, new Tensor('float32', own, [...shape])] as const;
      });
      const got = await session.run(Object.fromEntries(feeds));
      return Object.fromEntries(
        Object.entries(got).map(([name, { data }]) => [name, data as Float32Array]),
      );
    },
    [Symbol.asyncDispose]: () => session.release(),
  };
}

/** Largest difference over the largest number there is (1 at least). */
function apart(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (!a || a.length !== b?.length) return Number.POSITIVE_INFINITY;
  const size = a.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] ?? NaN)) / size), 0);
}

async function sameInEveryLowering(
  shapes: { x: number[]; w?: number[] },
  op: (net: Network, x: Value, w: Value) => Value,
  seed: number,
  draw?: (values: Float32Array, name: string) => void,
): Promise<void> {
  let due: Tensors | undefined;
  for (const profile of profiles) {
    await using lowered = await inLowering(profile, shapes, op, seed, draw);
    const got = await lowered.run(lowered.values);
    due ??= got;
    for (const name of Object.keys(due))
      expect([name, apart(due[name], got[name]) < 1e-5]).toEqual([name, true]);
  }
}

/** A convolution is straight in each of its inputs, so a step of any length measures its slope. */
async function gradientIsSlope(
  profile: Profile,
  shapes: { x: number[]; w: number[] },
  op: (net: Network, x: Value, w: Value) => Value,
  seed: number,
): Promise<void> {
  await using lowered = await inLowering(profile, shapes, op, seed);
  const { values, run } = lowered;
  const got = await run(values);
  for (const name of ['x', 'w']) {
    const start = values[name] ?? new Float32Array();
    const direction = new Float32Array(start.length);
    fillUniform(direction, streamOf(seed, `along ${name}`), 1);
    const lossAt = async (by: number) => {
      const moved = start.map((value, at) => value + by * (direction[at] ?? 0));
      return (await run({ ...values, [name]: moved }))['loss']?.[0] ?? NaN;
    };
    const measured = ((await lossAt(1)) - (await lossAt(-1))) / 2;
    const gradient = got[`g${name}`] ?? new Float32Array();
    const due = gradient.reduce((all, g, at) => all + g * (direction[at] ?? 0), 0);
    const size = Math.hypot(...gradient) * Math.hypot(...direction);
    expect(Math.abs(measured - due)).toBeLessThan(1e-4 * Math.max(1, size));
  }
}

const seeds = fc.integer({ min: 1, max: 1e6 });

test('a convolution of any window has one output and one gradient in every lowering, its slope', async () => {
  const channels = fc.integer({ min: 1, max: 18 });
  await fc.assert(
    fc.asyncProperty(
      window,
      channels,
      channels,
      fc.integer({ min: 1, max: 3 }),
      seeds,
      async (drawn, from, to, batch, seed) => {
        const { kernel, height, width, ...options } = drawn;
        const shapes = { x: [batch, from, height, width], w: [to, from, kernel, kernel] };
        const op = convolution(convolve, options);
        await sameInEveryLowering(shapes, op, seed);
        for (const profile of profiles) await gradientIsSlope(profile, shapes, op, seed);
      },
    ),
    { numRuns: 40, seed: 3 },
  );
}, 60_000);

test('a depthwise convolution of any window has one output and one gradient in every lowering, its slope', async () => {
  const channels = fc.constantFrom(1, 3, 8, 16, 24, 32);
  await fc.assert(
    fc.asyncProperty(
      window,
      channels,
      fc.integer({ min: 1, max: 3 }),
      seeds,
      async (drawn, wide, batch, seed) => {
        const { kernel, height, width, ...options } = drawn;
        const shapes = { x: [batch, wide, height, width], w: [wide, 1, kernel, kernel] };
        const op = convolution(depthwiseConvolve, options);
        await sameInEveryLowering(shapes, op, seed);
        for (const profile of profiles) await gradientIsSlope(profile, shapes, op, seed);
      },
    ),
    { numRuns: 40, seed: 3 },
  );
}, 60_000);

test('a pool gives each output its whole gradient once, ties or not, in every lowering', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(3, 5, 7),
      fc.integer({ min: 1, max: 11 }),
      fc.integer({ min: 1, max: 11 }),
      seeds,
      async (kernel, height, width, seed) => {
        const shapes = { x: [2, 2, height, width] };
        const pool = (net: Network, x: Value) => maxPool(net, x, kernel);
        // Three heights only, so that nearly every window has a tie.
        const draw = (values: Float32Array, name: string) => {
          fillUniform(values, streamOf(seed, name), 1.5);
          if (name === 'x')
            for (const at of values.keys()) values[at] = Math.round(values[at] ?? 0);
        };
        await sameInEveryLowering(shapes, pool, seed, draw);
        await using lowered = await inLowering(standardProfile, shapes, pool, seed, draw);
        const { gx } = await lowered.run(lowered.values);
        const total = (of: Float32Array = new Float32Array()) => of.reduce((a, b) => a + b, 0);
        expect(total(gx)).toBeCloseTo(total(lowered.values['dy']), 3);
      },
    ),
    { numRuns: 25, seed: 3 },
  );
}, 60_000);

function convolution(
  op: (net: Network, x: Value, w: Value, options: WindowOptions) => Value,
  options: WindowOptions,
) {
  return (net: Network, x: Value, w: Value) => op(net, x, w, options);
}
