/**
 * Trains the starter embedder on drawn animals: `node scripts/starter/train-embedder.ts CROPS FOLDER
 * SEED`. CROPS is what `draw-animals.ts` drew; FOLDER gets the checkpoints and in the end
 * `embedder.safetensors`. The same seed gives the same weights, also where a run was cut off and called
 * again. Each crop has to find the other one of its animal in the batch: first on small pictures, which
 * cost less than half, then on pictures of the size that it is meant for.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { embedderLayout, embedPictures } from '#models/nets/embedder-network.ts';
import { writeEmbedderWeights } from '#models/nets/embedder-weights.ts';
import { pairLoss } from '#models/nets/heads/pairs.ts';
import { averageDecayAt, learningRateAt } from '#models/optim/schedule.ts';
import { TrainingSession, type TrainingPlan } from '#models/session/training-session.ts';
import { readCheckpoint, writeCheckpoint, type StateVectors } from '#models/weights/checkpoint.ts';
import { animalCrops, KeptAnimals, variedAnimal } from './animal-crops.ts';
import { AnimalPairs } from './animal-pairs.ts';
import {
  heldOutAnimals,
  starterInput,
  starterNetwork,
  starterOptimizer,
} from './starter-network.ts';

const [cropsFolder, folder, seedWord] = process.argv.slice(2);
const seed = Number(seedWord);
if (cropsFolder === undefined || folder === undefined || !Number.isInteger(seed))
  throw new Error('Say where the crops are, where to keep the training, and the seed.');

interface Part {
  name: string;
  /** Side of the pictures in pixels. */
  input: number;
  batch: number;
  /** One over the temperature of the loss. */
  sharpness: number;
  steps: number;
  /** Learning rate, which falls to its fiftieth within the part. */
  peak: number;
}
const full = { input: starterInput, batch: 32, sharpness: 12 };
/** The loss was still falling at the end of each: a high rate again moves further than a low one. */
const parts: readonly Part[] = [
  { name: 'small', input: 96, batch: 48, sharpness: 8, steps: 2000, peak: 3e-3 },
  { name: 'full', ...full, steps: 400, peak: 1e-3 },
  { name: 'again', ...full, steps: 1200, peak: 2e-3 },
  { name: 'more', ...full, steps: 1600, peak: 2e-3 },
];
const averageReach = 100;

await mkdir(folder, { recursive: true });
const all = await animalCrops(cropsFolder);
const animals = new Set(all.map(({ animal }) => animal)).size;
const learned = all.filter(({ animal }) => animal < animals - heldOutAnimals);
const pairs = new AnimalPairs(learned, seed);

let vectors: StateVectors | undefined;
let begin = 0;
for (const part of parts) {
  vectors = await learn(part, begin, vectors);
  begin += part.steps;
}
if (vectors === undefined) throw new Error('Nothing was learned.');
const path = join(folder, 'embedder.safetensors');
const kept = {
  parameters: vectors.average ?? vectors.parameters,
  statistics: vectors.statistics,
};
const layout = embedderLayout(starterNetwork);
await writeEmbedderWeights(path, starterNetwork, { layout, vectors: kept }, 'F16');
console.log(`after ${begin} steps: ${path}`);

function planOf({ input, batch, sharpness }: Part): TrainingPlan {
  return {
    optimizer: starterOptimizer,
    start: { seed },
    loss: (layers) => {
      const crops = layers.network.graph.input('pictures', [batch, 3, input, input]);
      return pairLoss(layers, embedPictures(layers, crops, starterNetwork), sharpness);
    },
  };
}

/** One part; a checkpoint is written every so often, and a cut run goes on from it. */
async function learn(
  part: Part,
  first: number,
  before: StateVectors | undefined,
): Promise<StateVectors> {
  const { input, batch, steps: count, peak } = part;
  const last = join(folder ?? '', `${part.name}.last.safetensors`);
  const resume = existsSync(last) ? await readCheckpoint(last) : undefined;
  const pictures = new KeptAnimals(learned, input);
  const start = resume
    ? { resume }
    : before
      ? {
          start: {
            parameters: before.average ?? before.parameters,
            statistics: before.statistics,
          },
        }
      : {};
  await using session = await TrainingSession.open(planOf(part), { device: 'cpu', seed, ...start });
  const keep = async () => {
    const vectors = await session.vectors();
    await writeCheckpoint(last, {
      network: { ...starterNetwork },
      optimizer: { ...starterOptimizer },
      step: session.steps,
      random: null,
      recipe: { seed, batch, steps: count },
      layout: session.layout,
      vectors,
    });
    return vectors;
  };
  const picturesOf = async (step: number) =>
    pictures.render(
      pairs.ofStep(first + step, batch, 6).map((at, index) => ({
        at,
        view: variedAnimal({ seed, step: first + step, index }),
      })),
    );
  const every = 20;
  let [sum, since] = [0, performance.now()];
  let next = picturesOf(session.steps);
  while (session.steps < count) {
    const step = session.steps;
    const values = await next;
    const stepped = session.step(
      { pictures: { values, shape: [batch, 3, input, input] } },
      {
        learningRate: learningRateAt(
          { curve: 'cosine', peak, floor: 0.02, warmupSteps: 60, totalSteps: count },
          step,
        ),
        averageDecay: averageDecayAt(step, 1 - 1 / averageReach, averageReach),
      },
    );
    next = picturesOf(step + 1);
    sum += (await stepped).loss;
    if (session.steps % every !== 0) continue;
    const each = (performance.now() - since) / every;
    const done = first + session.steps;
    console.log(`${done}: loss ${(sum / every).toFixed(3)}, ${each.toFixed(0)} ms a step`);
    [sum, since] = [0, performance.now()];
    if (session.steps % (10 * every) === 0) await keep();
  }
  await next;
  return keep();
}
