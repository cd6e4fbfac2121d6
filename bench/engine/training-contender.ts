/** `node training-contender.ts BATCH SIZE THREADS`: our side of the training bench (contender.ts). */
import { createInterface } from 'node:readline';
import { embedderLoss } from '#models/nets/bare-embedder.ts';
import { TrainingSession } from '#models/session/training-session.ts';

const [batch = 1, size = 32, threads = 1] = process.argv.slice(2).map(Number);
const classes = 500;
const session = await TrainingSession.open(
  {
    optimizer: { kind: 'sgd', momentum: 0.9, nesterov: false, weightDecay: 1e-4 },
    start: { seed: 1 },
    loss: (layers) =>
      embedderLoss(
        layers,
        // The peer has no drop-path.
        { backbone: 'b0', variant: 'torchvision', dimensions: 512, dropPath: 0 },
        { batch, size, classes, margin: 0.5, scale: 30 },
      ),
  },
  { device: 'cpu', threads },
);
const pixels = Float32Array.from(
  { length: batch * 3 * size * size },
  (_, at) => (Math.imul(at + 1, 2654435761) >>> 0) / 2 ** 31 - 1,
);
const labels = Float32Array.from({ length: batch }, (_, at) => (at * 7) % classes);
const inputs = {
  pictures: { values: pixels, shape: [batch, 3, size, size] },
  labels: { values: labels, shape: [batch] },
};

console.log(JSON.stringify({ ready: 'resight' }));
for await (const line of createInterface({ input: process.stdin })) {
  const milliseconds: number[] = [];
  for (let pass = 0; pass < Number(line); pass += 1) {
    const began = performance.now();
    await session.step(inputs, { learningRate: 0.02 });
    milliseconds.push(performance.now() - began);
  }
  // Node says kilobytes.
  const peakMebibytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ milliseconds, peakMebibytes }));
}
