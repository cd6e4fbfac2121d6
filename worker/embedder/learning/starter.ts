/**
 * The embedder that the app brings: a version of a catalogue that ranks before anything was trained. Trainings start
 * from the backbone that it was made of.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { embedderExport, type TrainedEmbedder } from '#models/nets/embedder-export.ts';
import { embedderLayout, type EmbedderNetwork } from '#models/nets/embedder-network.ts';
import { startFrom, writeEmbedderWeights } from '#models/nets/embedder-weights.ts';
import { startWeights } from '#models/nets/start-weights.ts';
import { exportNetwork } from '#models/session/export-network.ts';
import { isSound } from '#models/session/read-network.ts';
import { starterBackbone } from '#models/starter/lite0.ts';
import { starterEmbedder } from '#models/starter/lite0-fins.ts';
import { embedderName } from '#terms/embedder/architecture.ts';
import { cropSizeOf } from '#terms/embedder/crops.ts';
import { versionFile } from '#terms/files/version-files.ts';
import type { Size } from '#terms/geometry.ts';
import type { EmbedderServing } from '#terms/embedder/serving.ts';
import type { StarterFacts } from '#terms/questions/starter-embedder.ts';
import { JobError } from '../../job-context.ts';

const { weights, backbone, variant } = starterEmbedder;

/** In grey, which ranks real flukes and fins better than colour as long as nothing was learned of them. */
const network: EmbedderNetwork = {
  backbone,
  variant,
  fusion: 'gem-norm',
  dimensions: 1280,
  tones: 'shades',
};
/**
 * Its crops have about as many pixels as a square of this side: of real flukes, pictures of 192 × 320 ranked
 * better than of 128 × 256 (MAP@5 .47 and .39), fins and antelopes no better from larger ones than from 256 × 256.
 */
const SIDE = 256;
/**
 * Between known animals and new ones: on real flukes the best for three new animals in twenty queries, where the
 * nearest of half of the known ones is at .827 and of half of the new ones at .802. So it tells little.
 */
const THRESHOLD = 0.8;

export const starterFacts = (): Promise<StarterFacts | null> => {
  const metrics = { threshold: THRESHOLD, calibration: null };
  const facts = { architecture: embedderName(network), side: SIDE, metrics };
  return Promise.resolve(existsSync(weights) ? facts : null);
};

/** Path of the weights that trainings start from. @throws JobError if this build has none */
export const starterEmbedderFile = (): string => required(starterBackbone.weights);

function required(path: string): string {
  if (!existsSync(path))
    throw new JobError(
      'unsupported-here',
      'This build brings no starter weights. Train from random numbers, a weights file or an earlier version.',
      { path },
    );
  return path;
}

/** The starter as it is, for crops of a size. @param tones of its pictures; its own where not given */
export async function starterNetwork(
  size: Size,
  tones: EmbedderNetwork['tones'] = network.tones,
): Promise<TrainedEmbedder> {
  const own = { ...network, tones };
  const layout = embedderLayout(own);
  // Its norm is that of no pictures yet, which changes no direction.
  const vectors = startWeights(layout, 1);
  await startFrom(required(weights), own, layout, vectors);
  return { network: own, size, layout, vectors };
}

/** Writes the starter's network into the catalogue where a version of it has none yet, or a damaged one. */
export async function bringStarter(
  catalogueFolder: string,
  serving: Pick<EmbedderServing, 'onnx' | 'input' | 'height' | 'origin'>,
): Promise<void> {
  const path = join(catalogueFolder, serving.onnx);
  if (serving.origin !== 'starter' || (await isSound(path))) return;
  await mkdir(dirname(path), { recursive: true });
  const trained = await starterNetwork(cropSizeOf(serving));
  await writeEmbedderWeights(versionFile(dirname(path), 'weights'), network, trained, 'F16');
  await exportNetwork(path, embedderExport(trained));
}
