/** `node training-contender.ts BATCH SIZE THREADS`: our side of the training bench (contender.ts). */
import { createInterface } from 'node:readline';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { classes, trainingStep } from './training-step.ts';

const [batch = 1, size = 32, threads = 1] = process.argv.slice(2).map(Number);
const { model, start, running } = await trainingStep(batch, size);
const session = await InferenceSession.create(model, {
  executionProviders: ['cpu'],
  intraOpNumThreads: threads,
  enableMemPattern: false,
  logSeverityLevel: 3,
});
const vector = (values: Float32Array) => new Tensor('float32', values, [values.length]);
const state = (from: Float32Array, statistics: Float32Array) => ({
  parameters: vector(from),
  momentum: vector(new Float32Array(from.length)),
  statistics: vector(statistics),
});
// Two states take turns as input and output, so that no step allocates one.
let now = state(start, running);
let next = state(new Float32Array(start.length), new Float32Array(running.length));
const pixels = Float32Array.from(
  { length: batch * 3 * size * size },
  (_, at) => (Math.imul(at + 1, 2654435761) >>> 0) / 2 ** 31 - 1,
);
const inputs = {
  pictures: new Tensor('float32', pixels, [batch, 3, size, size]),
  labels: new Tensor(
    'float32',
    Float32Array.from({ length: batch }, (_, at) => (at * 7) % classes),
    [batch],
  ),
};
const loss = new Tensor('float32', new Float32Array(1), []);

console.log(JSON.stringify({ ready: 'resight' }));
for await (const line of createInterface({ input: process.stdin })) {
  const milliseconds: number[] = [];
  for (let pass = 0; pass < Number(line); pass += 1) {
    const began = performance.now();
    await session.run(
      { ...inputs, ...now },
      {
        loss,
        parameters_next: next.parameters,
        momentum_next: next.momentum,
        statistics_next: next.statistics,
      },
    );
    milliseconds.push(performance.now() - began);
    [now, next] = [next, now];
  }
  if (!Number.isFinite(loss.data[0])) throw new Error(`The loss became ${loss.data[0]}.`);
  // Node says kilobytes.
  const peakMebibytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ milliseconds, peakMebibytes, loss: loss.data[0] }));
}
