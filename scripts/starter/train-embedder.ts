/**
 * Trains the starter embedder on drawn animals: `node scripts/starter/train-embedder.ts CROPS FOLDER
 * SEED [MINUTES]`. CROPS is what `draw-animals.ts` drew; FOLDER gets the checkpoint and in the end
 * `embedder.safetensors`. It stops after so many minutes and goes on when it is started again, to the
 * same weights. The picture grows in stages: what a small one can teach costs a quarter there.
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
import { heldOutAnimals, starterNetwork } from './starter-network.ts';

const [cropsFolder, folder, seedWord, minutesWord = 'Infinity'] = process.argv.slice(2);
if (cropsFolder === undefined || folder === undefined || seedWord === undefined)
  throw new Error('Say where the drawn crops are, where to keep the training, and the seed.');
const [seed, minutes] = [Number(seedWord), Number(minutesWord)];
const stages = [
  { input: 64, steps: 1000 },
  { input: 96, steps: 150 },
  { input: 128, steps: 80 },
];
const batch = 64;
/** One over the temperature of the loss. */
const sharpness = 12;
const optimizer: Optimizer = {
  kind: 'adamw',
  beta1: 0.9,
  beta2: 0.999,
  eps: 1e-8,
  weightDecay: 0.02,
  clipNorm: 10,
  average: true,
};
const firstSteps = stages[0]?.steps ?? 0;
const totalSteps = stages.reduce((sum, { steps }) => sum + steps, 0);
const began = performance.now();

await mkdir(folder, { recursive: true });
const all = await animalCrops(cropsFolder);
const animals = new Set(all.map(({ animal }) => animal)).size;
const learned = all.filter(({ animal }) => animal < animals - heldOutAnimals);
const pairs = new AnimalPairs(learned, seed);
const last = join(folder, 'training.last.safetensors');
let resume: Checkpoint | undefined = existsSync(last) ? await readCheckpoint(last) : undefined;

let stageStart = 0;
for (const { input, steps } of stages) {
  const stageEnd = stageStart + steps;
  if ((resume?.step ?? 0) < stageEnd && !outOfTime()) resume = await runStage(input, stageEnd);
  stageStart = stageEnd;
}
if (resume && resume.step === totalSteps) {
  const { layout, vectors } = resume;
  // The average over the last steps is the network that is kept.
  const kept = { ...vectors, parameters: vectors.average ?? vectors.parameters };
  const path = join(folder, 'embedder.safetensors');
  await writeEmbedderWeights(path, starterNetwork, { layout, vectors: kept }, 'F16');
  console.log(`written ${path}`);
}

function outOfTime(): boolean {
  return (performance.now() - began) / 60_000 > minutes;
}

/** Trains at one size until the stage ends or the time is up, and writes the checkpoint. */
async function runStage(input: number, until: number): Promise<Checkpoint> {
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
  const checkpoint = async (): Promise<Checkpoint> => {
    const state = {
      network: { ...starterNetwork },
      optimizer: { ...optimizer },
      step: session.steps,
      random: null,
      recipe: { seed, batch, sharpness, stages },
      layout: session.layout,
      vectors: await session.vectors(),
    };
    await writeCheckpoint(last, state);
    return state;
  };
  let [sum, since, saved] = [0, performance.now(), performance.now()];
  while (session.steps < until && !outOfTime()) {
    const step = session.steps;
    const values = await pictures.render(
      pairs.ofStep(step, batch).map((at, index) => ({ at, view: starterView(seed, step, index) })),
    );
    const outcome = await session.step(
      { pictures: { values, shape } },
      {
        learningRate: rateOf(step),
        averageDecay: averageDecayAt(step, 0.995, 300),
      },
    );
    sum += outcome.loss;
    if (session.steps % 50 === 0) {
      const each = (performance.now() - since) / 50;
      console.log(
        `${session.steps} of ${totalSteps} at ${input} px: loss ${(sum / 50).toFixed(3)}, ${each.toFixed(0)} ms a step`,
      );
      [sum, since] = [0, performance.now()];
      if (performance.now() - saved > 120_000) {
        await checkpoint();
        saved = performance.now();
      }
    }
  }
  return checkpoint();
}

/** Even while pictures are small, then down a cosine. */
function rateOf(step: number): number {
  const peak = 1.5e-3;
  const falling = totalSteps - firstSteps;
  return step < firstSteps
    ? learningRateAt({ curve: 'constant', peak, warmupSteps: 100, totalSteps: firstSteps }, step)
    : learningRateAt(
        { curve: 'cosine', peak, floor: 0.02, totalSteps: falling },
        step - firstSteps,
      );
}
