/**
 * Trains the starter embedder on drawn animals: `node scripts/starter/train-embedder.ts CROPS FOLDER
 * SEED SMALL LARGE [MINUTES]`. CROPS is what `draw-animals.ts` drew. It takes SMALL steps on small
 * pictures, which cost a quarter, and LARGE steps on those of the size that the app uses; the same
 * numbers give the same weights. After so many minutes it stops, and goes on when it is started again.
 * FOLDER holds the checkpoint and `embedder.safetensors`, the weights as they stand.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { embedPictures } from '#models/nets/embedder-network.ts';
import { writeEmbedderWeights } from '#models/nets/embedder-weights.ts';
import { pairLoss } from '#models/nets/heads/pairs.ts';
import type { Optimizer } from '#models/optim/optimizer.ts';
import { averageDecayAt, learningRateAt } from '#models/optim/schedule.ts';
import { TrainingSession, type TrainingPlan } from '#models/session/training-session.ts';
import { readCheckpoint, writeCheckpoint, type Checkpoint } from '#models/weights/checkpoint.ts';
import { animalCrops, KeptAnimals, starterView } from './animal-crops.ts';
import { AnimalPairs } from './animal-pairs.ts';
import { heldOutAnimals, starterInput, starterNetwork } from './starter-network.ts';

const [cropsFolder, folder, ...numbers] = process.argv.slice(2);
const [seed = NaN, small = NaN, large = NaN, minutes = Infinity] = numbers.map(Number);
if (cropsFolder === undefined || folder === undefined || Number.isNaN(large))
  throw new Error('Say where the crops are, where to keep the training, the seed, and the steps.');
const began = performance.now();
const outOfTime = () => (performance.now() - began) / 60_000 > minutes;

const batch = 32;
/** One over the temperature of the loss. */
const sharpness = 12;
const peak = 6e-4;
const optimizer: Optimizer = {
  kind: 'adamw',
  beta1: 0.9,
  beta2: 0.99,
  eps: 1e-8,
  weightDecay: 0.01,
  clipNorm: 10,
  average: true,
};
/** Animals of all six families first, then of two at a time, which are harder to tell apart. */
const stages = [
  { input: 64, until: small, kinds: 6 },
  { input: starterInput, until: small + large, kinds: 2 },
];

await mkdir(folder, { recursive: true });
const all = await animalCrops(cropsFolder);
const animals = new Set(all.map(({ animal }) => animal)).size;
const learned = all.filter(({ animal }) => animal < animals - heldOutAnimals);
const pairs = new AnimalPairs(learned, seed);
const last = join(folder, 'training.last.safetensors');
let state: Checkpoint | undefined = existsSync(last) ? await readCheckpoint(last) : undefined;
for (const stage of stages)
  if ((state?.step ?? 0) < stage.until && !outOfTime()) state = await train(stage, state);
if (state) {
  const { layout, vectors } = state;
  // The average over the last steps is the network that is kept.
  const kept = { ...vectors, parameters: vectors.average ?? vectors.parameters };
  const path = join(folder, 'embedder.safetensors');
  await writeEmbedderWeights(path, starterNetwork, { layout, vectors: kept }, 'F16');
  console.log(`after ${state.step} steps: ${path}`);
}

/** Trains at one size until the stage ends or the time is up, and writes the checkpoint. */
async function train(
  { input, until, kinds }: (typeof stages)[number],
  resume: Checkpoint | undefined,
): Promise<Checkpoint> {
  const pictures = new KeptAnimals(learned, input);
  const shape = [batch, 3, input, input];
  const plan: TrainingPlan = {
    optimizer,
    start: { seed },
    loss: (layers) => {
      const crops = layers.network.graph.input('pictures', shape);
      return pairLoss(layers, embedPictures(layers, crops, starterNetwork, 0), sharpness);
    },
  };
  await using session = await TrainingSession.open(plan, {
    device: 'cpu',
    threads: 2,
    seed,
    ...(resume ? { resume } : {}),
  });
  let [sum, since] = [0, performance.now()];
  const every = 25;
  while (session.steps < until && !outOfTime()) {
    const step = session.steps;
    const values = await pictures.render(
      pairs
        .ofStep(step, batch, kinds)
        .map((at, index) => ({ at, view: starterView(seed, step, index) })),
    );
    const { loss } = await session.step(
      { pictures: { values, shape } },
      { learningRate: rateOf(step), averageDecay: averageDecayAt(step, 0.99, 100) },
    );
    sum += loss;
    if (session.steps % every === 0) {
      const each = (performance.now() - since) / every;
      console.log(
        `${session.steps} at ${input} px: loss ${(sum / every).toFixed(3)}, ${each.toFixed(0)} ms a step`,
      );
      [sum, since] = [0, performance.now()];
    }
  }
  const state: Checkpoint = {
    network: { ...starterNetwork },
    optimizer: { ...optimizer },
    step: session.steps,
    random: null,
    recipe: { seed, batch, sharpness, small, large },
    layout: session.layout,
    vectors: await session.vectors(),
  };
  await writeCheckpoint(last, state);
  return state;
}

/** Even while pictures are small, then down a cosine. */
function rateOf(step: number): number {
  if (step < small)
    return learningRateAt(
      { curve: 'constant', peak, warmupSteps: Math.min(50, small), totalSteps: small },
      step,
    );
  return learningRateAt({ curve: 'cosine', peak, floor: 0.05, totalSteps: large }, step - small);
}
