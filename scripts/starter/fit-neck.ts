/** The neck of the starter embedder, learned on features that were computed once. */
import { encodeModel } from '#models/onnx/encode.ts';
import { fusePictures, neck } from '#models/nets/embedder-network.ts';
import { pairLoss } from '#models/nets/heads/pairs.ts';
import { InferenceLayers } from '#models/nets/layers/inference-layers.ts';
import { learningRateAt } from '#models/optim/schedule.ts';
import { Inference } from '#models/session/inference.ts';
import { planStart } from '#models/session/train-step.ts';
import { TrainingSession, type TrainingPlan } from '#models/session/training-session.ts';
import type { NetworkVectors } from '#models/weights/load-weights.ts';
import { viewOf, type StateLayout } from '#models/weights/state-layout.ts';
import { KeptAnimals, plainAnimal, type AnimalCrop } from './animal-crops.ts';
import { AnimalPairs } from './animal-pairs.ts';
import { sharpness, starterNetwork, starterOptimizer } from './starter-network.ts';

interface Learned {
  layout: StateLayout;
  vectors: NetworkVectors;
}

/** Fused features, crop after crop. */
export async function featuresOf(
  crops: readonly AnimalCrop[],
  input: number,
  { layout, vectors }: Learned,
): Promise<Float32Array> {
  const layers = new InferenceLayers(layout, vectors);
  const pictures = layers.graph.input('pictures', [1, 3, input, input]);
  const fused = layers.flatten(fusePictures(layers, pictures, starterNetwork));
  layers.graph.output('features', fused);
  const width = fused.shape[1] ?? 0;
  await using network = await Inference.open(encodeModel(layers.model()));
  const kept = new KeptAnimals(crops, input);
  const features = new Float32Array(crops.length * width);
  const batch = 32;
  for (let start = 0; start < crops.length; start += batch) {
    const count = Math.min(batch, crops.length - start);
    const views = Array.from({ length: count }, (_, at) => ({ at: start + at, view: plainAnimal }));
    features.set(await network.run(await kept.render(views)), start * width);
  }
  return features;
}

/** All vectors with a neck that tells these crops' animals apart. */
export async function fitNeck(
  features: Float32Array,
  crops: readonly AnimalCrop[],
  { layout, vectors }: Learned,
  seed: number,
): Promise<NetworkVectors> {
  const width = features.length / crops.length;
  const [batch, steps] = [256, 400];
  const shape = [batch, width, 1, 1];
  const plan: TrainingPlan = {
    optimizer: { ...starterOptimizer, weightDecay: 0.1 },
    start: { seed },
    loss: (layers) => {
      const given = layers.network.graph.input('features', shape);
      return pairLoss(layers, neck(layers, given, starterNetwork), sharpness);
    },
  };
  const pairs = new AnimalPairs(crops, seed);
  const start = planStart(plan);
  copyByName(layout, vectors, start.layout, start.vectors);
  await using session = await TrainingSession.open(plan, {
    device: 'cpu',
    seed,
    start: start.vectors,
  });
  for (let step = 0; step < steps; step += 1) {
    const values = new Float32Array(batch * width);
    for (const [index, at] of pairs.ofStep(step, batch, 6).entries())
      values.set(features.subarray(at * width, (at + 1) * width), index * width);
    const learningRate = learningRateAt(
      { curve: 'cosine', peak: 1e-3, floor: 0.02, warmupSteps: 20, totalSteps: steps },
      step,
    );
    const { loss } = await session.step({ features: { values, shape } }, { learningRate });
    if ((step + 1) % 100 === 0) console.log(`neck ${step + 1}: loss ${loss.toFixed(3)}`);
  }
  const fitted = await session.vectors();
  const whole = { parameters: vectors.parameters.slice(), statistics: vectors.statistics.slice() };
  copyByName(session.layout, fitted, layout, whole);
  return whole;
}

/** Writes the tensors that both networks have from one into the other. */
function copyByName(
  from: StateLayout,
  values: NetworkVectors,
  to: StateLayout,
  into: NetworkVectors,
): void {
  for (const part of ['parameters', 'statistics'] as const)
    for (const slot of to[part]) {
      const place = from[part].find(({ name }) => name === slot.name);
      if (place) viewOf(into[part], slot).set(viewOf(values[part], place));
    }
}
