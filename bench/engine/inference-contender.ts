/** `node inference-contender.ts BATCH SIZE THREADS`: our side of the inference bench (contender.ts). */
import { createInterface } from 'node:readline';
import { imageNet } from '#terms/embedder/normalisations.ts';
import { classify, layoutOf, networks } from '#models/nets/registry.ts';
import { startWeights } from '#models/nets/start-weights.ts';
import { inferenceModel } from '#models/session/export-network.ts';
import { Inference } from '#models/session/inference.ts';

const [batch = 1, size = 32, threads = 1] = process.argv.slice(2).map(Number);
const classes = 1000;
const network = networks.b0;
const layout = layoutOf(network, classes);
const model = inferenceModel({
  layout,
  vectors: startWeights(layout, 1),
  forward: (layers, pictures) => classify(layers, pictures, network, classes, 'torchvision'),
  card: {
    network: 'efficientnet-b0',
    input: { name: 'pictures', shape: [3, size, size], ...imageNet },
    output: { name: 'logits', shape: [classes], meaning: 'one logit a class' },
  },
});
const inference = await Inference.open(model, { threads });
const pixels = Float32Array.from(
  { length: batch * 3 * size * size },
  (_, at) => (Math.imul(at + 1, 2654435761) >>> 0) / 2 ** 31 - 1,
);

console.log(JSON.stringify({ ready: 'resight' }));
for await (const line of createInterface({ input: process.stdin })) {
  const milliseconds: number[] = [];
  for (let pass = 0; pass < Number(line); pass += 1) {
    const began = performance.now();
    await inference.run(pixels);
    milliseconds.push(performance.now() - began);
  }
  // Node says kilobytes.
  const peakMebibytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ milliseconds, peakMebibytes }));
}
