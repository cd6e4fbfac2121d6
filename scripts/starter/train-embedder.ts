/**
 * Trains the starter embedder on drawn animals: `node scripts/starter/train-embedder.ts CROPS FOLDER
 * SEED STEPS`. CROPS is what `draw-animals.ts` drew with its seed 4102; FOLDER gets the checkpoint of the first part and in
 * the end `embedder.safetensors`. The same numbers give the same weights. Three parts:
 *
 * 1. The whole network learns for STEPS steps on small pictures, which cost a quarter, to tell what the
 *    drawing knows of the animals (`animal-targets.ts`).
 * 2. Norms get the statistics of pictures of the size that the app uses.
 * 3. The neck alone learns on the features of many animals at once, which costs next to nothing.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { embedderLayout, embedPictures } from '#models/nets/embedder-network.ts';
import { writeEmbedderWeights } from '#models/nets/embedder-weights.ts';
import { pairLoss } from '#models/nets/heads/pairs.ts';
import { mul, sub } from '#models/ops/arithmetic.ts';
import { mean } from '#models/ops/reduce.ts';
import { learningRateAt } from '#models/optim/schedule.ts';
import { TrainingSession, type TrainingPlan } from '#models/session/training-session.ts';
import { readCheckpoint, writeCheckpoint, type StateVectors } from '#models/weights/checkpoint.ts';
import { vectorLength, type StateLayout } from '#models/weights/state-layout.ts';
import { animalCrops, KeptAnimals, plainAnimal } from './animal-crops.ts';
import { AnimalPairs } from './animal-pairs.ts';
import { AnimalTargets } from './animal-targets.ts';
import { fitNeck, featuresOf } from './fit-neck.ts';
import {
  heldOutAnimals,
  sharpness,
  starterInput,
  starterNetwork,
  starterOptimizer,
} from './starter-network.ts';

const [cropsFolder, folder, seedWord, stepsWord] = process.argv.slice(2);
const [seed, steps] = [Number(seedWord), Number(stepsWord)];
if (cropsFolder === undefined || folder === undefined || !Number.isInteger(steps))
  throw new Error('Say where the crops are, where to keep the training, the seed, and the steps.');

/** Seed of the drawing. */
const drawnWith = 4102;
const [batch, smallInput, settlingSteps, neckAnimals] = [32, 64, 25, 400];
await mkdir(folder, { recursive: true });
const all = await animalCrops(cropsFolder);
const animals = new Set(all.map(({ animal }) => animal)).size;
const learned = all.filter(({ animal }) => animal < animals - heldOutAnimals);
const pairs = new AnimalPairs(learned, seed);
const targets = new AnimalTargets(learned, drawnWith);
const last = join(folder, 'training.last.safetensors');

const shapeAt = (input: number): number[] => [batch, 3, input, input];

/** The layers that tell an animal's numbers; they come last and are not kept. */
const tellingPlan = (input: number): TrainingPlan => ({
  optimizer: starterOptimizer,
  start: { seed },
  loss: (layers) => {
    const net = layers.network;
    const crops = net.graph.input('pictures', shapeAt(input));
    const embedding = embedPictures(layers, crops, starterNetwork, 0);
    const told = layers.linear(embedding, { name: 'marks', features: targets.length });
    const off = sub(net, told, net.graph.input('targets', [batch, targets.length]));
    return mean(net, mul(net, off, off), [0, 1]);
  },
});

const pairPlan = (input: number): TrainingPlan => ({
  optimizer: starterOptimizer,
  start: { seed },
  loss: (layers) => {
    const crops = layers.network.graph.input('pictures', shapeAt(input));
    return pairLoss(layers, embedPictures(layers, crops, starterNetwork, 0), sharpness);
  },
});

const small = await learnWhole();
const settled = await settle(small);
const some = learned.filter(({ animal }) => animal < neckAnimals);
const features = await featuresOf(some, starterInput, settled);
const vectors = await fitNeck(features, some, settled, seed);
const path = join(folder, 'embedder.safetensors');
await writeEmbedderWeights(path, starterNetwork, { layout: settled.layout, vectors }, 'F16');
console.log(`after ${steps} steps: ${path}`);

interface Learned {
  layout: StateLayout;
  vectors: StateVectors;
}

/** The first part; a checkpoint is written every so often, and a cut run goes on from it. */
async function learnWhole(): Promise<Learned> {
  const resume = existsSync(last) ? await readCheckpoint(last) : undefined;
  const pictures = new KeptAnimals(learned, smallInput);
  const plan = tellingPlan(smallInput);
  const start = resume ? { resume } : {};
  await using session = await TrainingSession.open(plan, { device: 'cpu', seed, ...start });
  const keep = async () => {
    const vectors = await session.vectors();
    await writeCheckpoint(last, {
      network: { ...starterNetwork },
      optimizer: { ...starterOptimizer },
      step: session.steps,
      random: null,
      recipe: { seed, batch, steps },
      layout: session.layout,
      vectors,
    });
    return { layout: session.layout, vectors };
  };
  const every = 20;
  let [sum, since] = [0, performance.now()];
  while (session.steps < steps) {
    const step = session.steps;
    const chosen = pairs.ofStep(step, batch, 6);
    const values = await pictures.render(chosen.map((at) => ({ at, view: plainAnimal })));
    const learningRate = learningRateAt(
      { curve: 'cosine', peak: 1e-3, floor: 0.05, warmupSteps: 20, totalSteps: steps },
      step,
    );
    const numbers = chosen.flatMap((at) => {
      const crop = learned[at];
      return crop ? [...targets.of(crop)] : [];
    });
    const { loss } = await session.step(
      {
        pictures: { values, shape: shapeAt(smallInput) },
        targets: { values: Float32Array.from(numbers), shape: [batch, targets.length] },
      },
      { learningRate },
    );
    sum += loss;
    if (session.steps % every !== 0) continue;
    const each = (performance.now() - since) / every;
    console.log(`${session.steps}: loss ${(sum / every).toFixed(3)}, ${each.toFixed(0)} ms a step`);
    [sum, since] = [0, performance.now()];
    if (session.steps % (4 * every) === 0) await keep();
  }
  return keep();
}

/** The second part: steps that move nothing but the running statistics. */
async function settle({ vectors }: Learned): Promise<Learned> {
  const layout = embedderLayout(starterNetwork);
  const parameters = vectors.parameters.subarray(0, vectorLength(layout.parameters));
  const kept = new KeptAnimals(learned, starterInput);
  const plan = pairPlan(starterInput);
  await using session = await TrainingSession.open(plan, {
    device: 'cpu',
    seed,
    start: { parameters, statistics: vectors.statistics },
  });
  for (let step = 0; step < settlingSteps; step += 1) {
    const chosen = pairs.ofStep(steps + step, batch, 6);
    const values = await kept.render(chosen.map((at) => ({ at, view: plainAnimal })));
    const pictures = { values, shape: shapeAt(starterInput) };
    await session.step({ pictures }, { learningRate: 0 });
  }
  return { layout, vectors: await session.vectors() };
}
