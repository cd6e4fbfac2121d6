/** `node work.ts TASK`: our side of a race (contender.ts), a {@link Task} as JSON. */
import { createInterface } from 'node:readline';
import { imageNet } from '#terms/embedder/normalisations.ts';
import type { BackboneId } from '#terms/embedder/backbones.ts';
import type { DetectorSize } from '#terms/detector/sizes.ts';
import type { Device } from '#terms/training/devices.ts';
import { embedderLoss } from '#models/nets/bare-embedder.ts';
import { classify, detectors, layoutOf, networks } from '#models/nets/registry.ts';
import { startWeights } from '#models/nets/start-weights.ts';
import { inferenceModel } from '#models/session/export-network.ts';
import { Inference } from '#models/session/inference.ts';
import { TrainingSession } from '#models/session/training-session.ts';

interface Passes {
  device: Device;
  /** Of the processor. */
  threads?: number;
  batch: number;
  /** Pixels. */
  height: number;
  width: number;
}
interface OfEmbedder extends Passes {
  kind: 'train' | 'infer';
  backbone: BackboneId;
}
interface OfDetector extends Passes {
  kind: 'train-detector';
  detector: DetectorSize;
}
export type Task = OfEmbedder | OfDetector;

const classes = 500;
const numbers = (length: number) =>
  Float32Array.from({ length }, (_, at) => (Math.imul(at + 1, 2654435761) >>> 0) / 2 ** 32);

/** One pass of the task, again and again. */
async function opened(task: Task): Promise<() => Promise<unknown>> {
  const { device, threads, batch, height, width } = task;
  const pixels = numbers(batch * 3 * height * width);
  if (task.kind === 'infer') {
    const network = networks[task.backbone];
    const layout = layoutOf(network, classes);
    const model = inferenceModel({
      layout,
      vectors: startWeights(layout, 1),
      forward: (layers, pictures) => classify(layers, pictures, network, classes, variantOf(task)),
      card: {
        network: task.backbone,
        input: { name: 'pictures', shape: [3, height, width], ...imageNet },
        output: { name: 'logits', shape: [classes], meaning: 'one logit a class' },
      },
    });
    const inference = await Inference.open(model, { device, threads });
    return () => inference.run(pixels);
  }
  if (task.kind !== 'train-detector') {
    const { backbone } = task;
    const session = await TrainingSession.open(
      {
        optimizer: { kind: 'sgd', momentum: 0.9, nesterov: false, weightDecay: 1e-4 },
        start: { seed: 1 },
        loss: (layers) =>
          embedderLoss(
            layers,
            // The peer has no drop-path.
            { backbone, variant: variantOf(task), dimensions: 512, dropPath: 0 },
            { batch, size: height, width, classes, margin: 0.5, scale: 30 },
          ),
      },
      { device, threads },
    );
    const labels = Float32Array.from({ length: batch }, (_, at) => (at * 7) % classes);
    const inputs = {
      pictures: { values: pixels, shape: [batch, 3, height, width] },
      labels: { values: labels, shape: [batch] },
    };
    return () => session.step(inputs, { learningRate: 0.02 });
  }
  const network = detectors[task.detector];
  const { plan, batchOf } = network.plan({
    size: task.detector,
    classes: 1,
    anchors: network.anchors,
    input: width,
    batch,
    optimizer: 'sgd',
  });
  const session = await TrainingSession.open(plan, { device, threads });
  const boxes = Array.from({ length: batch }, () => [
    { label: 0, x: width / 4, y: width / 4, w: width / 8, h: width / 8 },
  ]);
  const inputs = batchOf(pixels, boxes);
  return () => session.step(inputs, { learningRate: 0.001, averageDecay: 0.99 });
}

const variantOf = ({ backbone }: { backbone: BackboneId }) =>
  backbone.startsWith('lite') ? 'timm-tf' : 'torchvision';

const pass = await opened(JSON.parse(process.argv[2] ?? '{}') as Task);
console.log(JSON.stringify({ ready: 'resight' }));
for await (const line of createInterface({ input: process.stdin })) {
  const milliseconds: number[] = [];
  for (let done = 0; done < Number(line); done += 1) {
    const began = performance.now();
    await pass();
    milliseconds.push(performance.now() - began);
  }
  // Node says kilobytes.
  const peakMebibytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ milliseconds, peakMebibytes }));
}
process.exit(0);
