/**
 * Judges starter weights against random ones: `node scripts/starter/judge-embedder.ts WEIGHTS CROPS
 * [FIN_WHALES [ANIMALS]]`. WEIGHTS is a safetensors file of an embedder, CROPS what `draw-animals.ts` drew,
 * FIN_WHALES the folder of real pictures that `fin-whales.ts` names, ANIMALS how many of those held out
 * are judged on. Prints JSON.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageNet } from '#terms/embedder/normalisations.ts';
import { figureOf } from '#catalog/matching/identification-metrics.ts';
import { fitCalibration, type ScoredPair } from '#catalog/matching/calibration.ts';
import {
  averagePrecisionAt5,
  chooseThreshold,
  type IdentificationCase,
} from '#catalog/matching/open-set.ts';
import { rankIndividuals } from '#catalog/matching/pooling.ts';
import { Gallery, maskOf } from '#catalog/matching/rank.ts';
import { embedderExport } from '#models/nets/embedder-export.ts';
import { embedderLayout } from '#models/nets/embedder-network.ts';
import { readEmbedder } from '#models/nets/embedder-weights.ts';
import { startWeights } from '#models/nets/start-weights.ts';
import { inferenceModel } from '#models/session/export-network.ts';
import { Inference } from '#models/session/inference.ts';
import type { NetworkVectors } from '#models/weights/load-weights.ts';
import { plainView } from '#worker/embedder/learning/augmentation.ts';
import type { CropBox } from '#worker/embedder/set/crop-box.ts';
import { keepCrops } from '#worker/embedder/set/crops.ts';
import { renderViews } from '#worker/embedder/looking/view-job.ts';
import { animalCrops, KeptAnimals, plainAnimal, type AnimalCrop } from './animal-crops.ts';
import { realFins } from './fin-whales.ts';
import { heldOutAnimals, starterInput, starterNetwork } from './starter-network.ts';

const [weights, cropsFolder, finFolder, animalsWord = heldOutAnimals] = process.argv.slice(2);
const judged = Number(animalsWord);
if (weights === undefined || cropsFolder === undefined)
  throw new Error('Say which weights to judge, and where the drawn crops are.');
const scratch = await mkdtemp(join(tmpdir(), 'resight-judge-'));
const input = starterInput;
const { dimensions } = starterNetwork;

type Embed = (pictures: Float32Array) => Promise<Float32Array>;

async function withNetwork<T>(vectors: NetworkVectors, use: (embed: Embed) => Promise<T>) {
  const layout = embedderLayout(starterNetwork);
  const model = inferenceModel(embedderExport({ network: starterNetwork, input, layout, vectors }));
  await using inference = await Inference.open(model, { threads: 2 });
  return await use((pictures) => inference.run(pictures));
}

/** Animals of a small catalogue: what a threshold and probabilities are reckoned for. */
const catalogueSize = 24;
const expectedNew = 0.15;

/**
 * Held-out drawn animals, each crop against all others, right sides mirrored: was its animal found? The
 * threshold for new animals and the probabilities are those of catalogues of 24 of them.
 */
async function onDrawnAnimals(embed: Embed, held: readonly AnimalCrop[], pictures: KeptAnimals) {
  const vectors = new Float32Array(held.length * dimensions);
  const batch = 32;
  for (let start = 0; start < held.length; start += batch) {
    const count = Math.min(batch, held.length - start);
    const views = Array.from({ length: count }, (_, at) => ({ at: start + at, view: plainAnimal }));
    const values = await pictures.render(views);
    vectors.set(await embed(values), start * dimensions);
  }
  const gallery = new Gallery(vectors, dimensions);
  const owners = Int32Array.from(held, ({ animal }) => animal);
  const cases: IdentificationCase[] = [];
  const pairs: ScoredPair[] = [];
  const ranks = held.map(({ animal }, at) => {
    const mask = maskOf(held.length, (row) => row !== at);
    const scores = gallery.scores(vectors.subarray(at * dimensions, (at + 1) * dimensions));
    const ranked = rankIndividuals([{ scores }], owners, { mask });
    // The animals that happen to be in its catalogue: every so manieth, another set for each crop.
    const every = Math.max(1, Math.floor(judged / catalogueSize));
    const others = ranked.filter(
      ({ individual }) => individual !== animal && (individual + at) % every === 0,
    );
    const own = ranked.find(({ individual }) => individual === animal);
    const best = others[0]?.score ?? -1;
    cases.push({ known: false, rank: null, topScore: best });
    if (own) {
      const before = others.filter(({ score }) => score > own.score).length;
      cases.push({ known: true, rank: before + 1, topScore: Math.max(best, own.score) });
      pairs.push({ score: own.score, same: true });
    }
    pairs.push(...others.map(({ score }) => ({ score, same: false })));
    return ranked.findIndex(({ individual }) => individual === animal) + 1;
  });
  const options = { seed: 1, groups: held.map(({ animal }) => animal) };
  return {
    animals: judged,
    threshold: chooseThreshold(cases, expectedNew).threshold,
    calibration: fitCalibration(pairs, 'logistic'),
    map5: figureOf(ranks.map(averagePrecisionAt5), options),
    top1: figureOf(
      ranks.map((rank) => Number(rank === 1)),
      options,
    ),
  };
}

/** Real fins, right sides turned to left ones: the place of the animal's other side among all others. */
async function onRealFins(embed: Embed, folder: string) {
  const boxes = realFins.map(({ file, box }, boxId): CropBox => ({
    boxId,
    revision: 1,
    photoId: boxId,
    photoName: file,
    sha256: String(boxId),
    path: join(folder, file),
    ...box,
  }));
  const style = { input, margin: 0.1 };
  const quiet = { signal: new AbortController().signal, progress: () => {} };
  const { files, skipped } = await keepCrops(scratch, boxes, style, quiet);
  if (skipped.length > 0) throw new Error(JSON.stringify(skipped));
  const jobs = realFins.map(({ side }, at) => ({
    file: files.get(at) ?? '',
    view: plainView,
    mirrored: side === 'right',
  }));
  const vectors = await embed(await renderViews(jobs, { input, ...imageNet }));
  const gallery = new Gallery(vectors, dimensions);
  const ranks = realFins.flatMap(({ animal, file }, at) => {
    const partner = realFins.findIndex(
      (other, row) => row !== at && animal !== null && other.animal === animal,
    );
    if (partner < 0) return [];
    const query = vectors.subarray(at * dimensions, (at + 1) * dimensions);
    const mask = maskOf(realFins.length, (row) => row !== at);
    const { rows } = gallery.nearest(query, { k: realFins.length, mask });
    return [{ file, rank: rows.indexOf(partner) + 1 }];
  });
  const mean = (of: (rank: number) => number) =>
    ranks.reduce((sum, { rank }) => sum + of(rank), 0) / ranks.length;
  return {
    queries: ranks.length,
    among: realFins.length - 1,
    meanRank: mean((rank) => rank),
    map5: mean(averagePrecisionAt5),
    ranks,
  };
}

const all = await animalCrops(cropsFolder);
const animals = new Set(all.map(({ animal }) => animal)).size;
const held = all.filter(
  ({ animal }) => animal >= animals - heldOutAnimals && animal < animals - heldOutAnimals + judged,
);
const pictures = new KeptAnimals(held, input);
const judge = (embed: Embed, drawn: boolean) =>
  Promise.all([
    drawn ? onDrawnAnimals(embed, held, pictures) : null,
    finFolder === undefined ? null : onRealFins(embed, finFolder),
  ]);
const starter = await withNetwork((await readEmbedder(weights)).vectors, (embed) =>
  judge(embed, true),
);
const random = [];
for (const seed of [1, 2, 3, 4, 5])
  random.push(
    await withNetwork(startWeights(embedderLayout(starterNetwork), seed), (embed) =>
      judge(embed, seed === 1),
    ),
  );
console.log(JSON.stringify({ starter, random }, null, 1));
await rm(scratch, { recursive: true });
