/**
 * Trains the starter detector on drawn photos: `node scripts/starter/train-detector.ts PHOTOS OUT
 * MINUTES`. PHOTOS is what `draw-photos.ts` drew. It trains for that long, or to its end, and leaves a
 * checkpoint in OUT; called again it goes on from there as if it had not stopped. OUT then holds
 * `detector.safetensors` in half precision and its card, to be put into models/starter.
 */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { judge, type Judgement } from '#models/detection/average-precision.ts';
import { detectionsOf } from '#models/detection/decode.ts';
import type { JudgedBoxes } from '#models/detection/match.ts';
import { forJudging, suppress } from '#models/detection/suppress.ts';
import { detectorInference } from '#models/nets/detectors/export.ts';
import { yoloOptimizers, yoloPlan } from '#models/nets/yolov5/plan.ts';
import { defaultAnchors, yolov5 } from '#models/nets/yolov5/presets.ts';
import { writeDetectorWeights } from '#models/nets/detectors/weights.ts';
import { averageDecayAt, learningRateAt } from '#models/optim/schedule.ts';
import { inferenceModel } from '#models/session/export-network.ts';
import { Inference } from '#models/session/inference.ts';
import { TrainingSession } from '#models/session/training-session.ts';
import { readCheckpoint, writeCheckpoint, type StateVectors } from '#models/weights/checkpoint.ts';
import { loadPhotos, starterClasses, type CachedPhoto } from './photo-cache.ts';
import { sampleBatch, wholePhoto } from './sample.ts';

const recipe = {
  size: 'n',
  input: 320,
  batch: 16,
  steps: 1600,
  warmup: 100,
  learningRate: 0.002,
  /** Long side of the photos in memory, pixels. */
  photoSide: 512,
  /** Photos that are kept for judging, the last ones. */
  heldOut: 200,
  optimizer: yoloOptimizers.adamw,
  /** Limit and delay of the moving average, for a short training. */
  average: { decay: 0.998, tau: 300 },
  seed: 1,
} as const;

const [folder, out, minutes] = process.argv.slice(2);
if (folder === undefined || out === undefined || minutes === undefined)
  throw new Error('Say where the photos are, where to write, and for how many minutes to train.');

const { size, input, batch, steps, seed } = recipe;
const photos = await loadPhotos(folder, recipe.photoSide);
const learned = photos.slice(0, -recipe.heldOut);
const heldOut = photos.slice(-recipe.heldOut);
const { plan, batchOf } = yoloPlan(yolov5[size], {
  size,
  classes: starterClasses.length,
  anchors: defaultAnchors,
  input,
  batch,
  optimizer: 'adamw',
  seed,
});
await mkdir(out, { recursive: true });
const checkpoint = join(out, 'training.last.safetensors');
await using session = await TrainingSession.open(plan, {
  device: 'cpu',
  threads: 2,
  ...(existsSync(checkpoint) ? { resume: await readCheckpoint(checkpoint) } : {}),
});
const until = performance.now() + Number(minutes) * 60_000;
const sums: Record<string, number> = {};
while (session.steps < steps && performance.now() < until) {
  const step = session.steps;
  const { pictures, boxes } = sampleBatch(learned, { batch, side: input, seed, step });
  const outcome = await session.step(batchOf(pictures, boxes), {
    learningRate: learningRateAt(
      {
        curve: 'linear',
        peak: recipe.learningRate,
        floor: 0.01,
        warmupSteps: recipe.warmup,
        totalSteps: steps,
      },
      step,
    ),
    averageDecay: averageDecayAt(step, recipe.average.decay, recipe.average.tau),
  });
  for (const [name, values] of Object.entries(outcome.watched))
    sums[name] = (sums[name] ?? 0) + (values[0] ?? NaN);
  if (outcome.step % 50 === 0) {
    const means = Object.entries(sums).map(([name, sum]) => `${name} ${(sum / 50).toFixed(4)}`);
    console.log(`${outcome.step}/${steps}`, means.join(', '), new Date().toISOString());
    for (const name of Object.keys(sums)) sums[name] = 0;
    await keep();
  }
}
const vectors = await keep();
const judgement = await judgeOn(heldOut, vectors);
console.log(
  `step ${session.steps}: mAP@.5 ${judgement.map50.toFixed(3)}, mAP@.5:.95 ${judgement.map5095.toFixed(3)}`,
);
await writeStarter(vectors, judgement, session.steps);

/** Writes the checkpoint down. */
async function keep(): Promise<StateVectors> {
  const vectors = await session.vectors();
  await writeCheckpoint(checkpoint, {
    network: { size, classes: [...starterClasses] },
    optimizer: { ...recipe.optimizer },
    step: session.steps,
    random: null,
    recipe: null,
    layout: session.layout,
    vectors,
  });
  return vectors;
}

/** Judges the averaged network on whole photos it has not seen. */
async function judgeOn(
  photos: readonly CachedPhoto[],
  { average, parameters, statistics }: StateVectors,
): Promise<Judgement> {
  const model = inferenceModel(
    detectorInference({
      size,
      classes: starterClasses,
      anchors: defaultAnchors,
      vectors: { parameters: average ?? parameters, statistics },
      input: { width: input, height: input },
    }),
  );
  await using network = await Inference.open(model, { threads: 2 });
  const judged: JudgedBoxes[] = [];
  for (const photo of photos) {
    const { picture, boxes: truths } = wholePhoto(photo, input);
    const rows = await network.run(picture);
    const found = detectionsOf(rows, {
      classes: starterClasses.length,
      confidence: forJudging.confidence,
      everyClass: true,
    });
    judged.push({ truths, detections: suppress(found, forJudging) });
  }
  return judge(judged, starterClasses.length);
}

async function writeStarter(
  { average, parameters, statistics }: StateVectors,
  judgement: Judgement,
  stepsDone: number,
): Promise<void> {
  const facts = { size, classes: starterClasses, anchors: defaultAnchors };
  const trained = { parameters: average ?? parameters, statistics };
  await writeDetectorWeights(join(out, 'detector.safetensors'), facts, trained, 'F16');
  const three = (value: number) => Math.round(value * 1000) / 1000;
  const card = {
    network: `yolov5-${size}`,
    classes: starterClasses,
    anchors: defaultAnchors,
    trainedOn: {
      pictures: learned.length,
      kind: 'drawn by scripts/starter/draw-photos.ts, seed 11, 1024 pixels wide; no real photo',
      script: 'scripts/starter/train-detector.ts',
      recipe,
      stepsDone,
    },
    metrics: {
      on: `${heldOut.length} drawn photos that it was not trained on, whole, at ${input} pixels`,
      map50: three(judgement.map50),
      map5095: three(judgement.map5095),
      classes: judgement.classes.map(({ label, boxes, ap50, ap5095, best }) => ({
        name: starterClasses[label],
        boxes,
        ap50: three(ap50),
        ap5095: three(ap5095),
        best: { ...best, precision: three(best.precision), recall: three(best.recall) },
      })),
    },
  };
  await writeFile(join(out, 'detector.json'), `${JSON.stringify(card, null, 2)}\n`);
}
