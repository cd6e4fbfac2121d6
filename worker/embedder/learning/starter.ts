/** The embedder that the app brings, as a start and as a version of a catalogue. */
import { existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { embedderExport } from '#models/nets/embedder-export.ts';
import { readEmbedder } from '#models/nets/embedder-weights.ts';
import { exportNetwork } from '#models/session/export-network.ts';
import { starterEmbedder } from '#models/starter/embedder.ts';
import { versionFile } from '#terms/files/version-files.ts';
import type { EmbedderServing, StarterFacts } from '../../embedder-kinds.ts';
import { JobError } from '../../job-context.ts';

const { weights } = starterEmbedder;

export const starterFacts = (): Promise<StarterFacts | null> => {
  const { network, input, metrics } = starterEmbedder.card;
  const { threshold, calibration } = metrics.starter;
  const facts = { architecture: network, input, metrics: { threshold, calibration } };
  return Promise.resolve(existsSync(weights) ? facts : null);
};

/** Path of the weights that the app brings. @throws JobError if this build has none */
export function starterEmbedderFile(): string {
  if (!existsSync(weights))
    throw new JobError(
      'unsupported-here',
      'This build brings no starter weights. Train from random numbers, a weights file or an earlier version.',
      { path: weights },
    );
  return weights;
}

/** Writes the starter's network into the catalogue where a version of it has none yet. */
export async function bringStarter(
  catalogueFolder: string,
  { onnx, input, origin }: Pick<EmbedderServing, 'onnx' | 'input' | 'origin'>,
): Promise<void> {
  const path = join(catalogueFolder, onnx);
  if (origin !== 'starter' || existsSync(path)) return;
  const own = starterEmbedderFile();
  const trained = await readEmbedder(own);
  await mkdir(dirname(path), { recursive: true });
  await copyFile(own, versionFile(dirname(path), 'weights'));
  await exportNetwork(path, embedderExport({ ...trained, input }));
}
