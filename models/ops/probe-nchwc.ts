/** Which blocked layout ONNX Runtime's CPU provider has on this processor. */
import { InferenceSession, Tensor } from '#models/onnx/runtime.ts';
import type { Profile } from '#models/autodiff/primitive.ts';
import { Graph } from '#models/graph/graph.ts';

/** Whether reordering to blocks and back gives the same numbers; a wrong block size is an error. */
async function works(block: 4 | 8 | 16): Promise<boolean> {
  const g = new Graph();
  const shape = [1, block, 2, 2];
  const domain = 'com.microsoft.nchwc';
  const x = g.input('x', shape);
  const blocked = g.node('ReorderInput', [x], shape, { domain });
  const weights = g.constant(
    Array.from({ length: block }, (_, at) => at + 1),
    [block, 1, 1, 1],
  );
  const attributes = { group: block, kernel_shape: [1, 1] };
  const y = g.node('Conv', [blocked, weights], shape, { domain, attributes });
  const options = { domain, attributes: { channels: block } };
  g.output('y', g.node('ReorderOutput', [y], shape, options));
  const values = Float32Array.from({ length: block * 4 }, (_, at) => at);
  const session = await InferenceSession.create(g.encode(), { logSeverityLevel: 4 });
  const { y: got } = await session.run({ x: new Tensor('float32', values, shape) });
  await session.release();
  return values.every((value, at) => got?.data[at] === value * (Math.floor(at / 4) + 1));
}

let probed: Promise<Profile> | undefined;

/** The CPU's profile, found once by running a small convolution in each layout. */
export function cpuProfile(): Promise<Profile> {
  probed ??= (async () => {
    for (const nchwcBlock of [16, 8, 4] as const) {
      const found = await works(nchwcBlock).catch(() => false);
      if (found) return { name: 'cpu', nchwcBlock };
    }
    return { name: 'cpu', nchwcBlock: 0 };
  })();
  return probed;
}
