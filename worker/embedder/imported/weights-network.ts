/** Weights of others, of a network that is known here: read, and written as a version has them. */
import { networks } from '#models/nets/registry.ts';
import { embedderExport, type TrainedEmbedder } from '#models/nets/embedder-export.ts';
import {
  inspectEmbedderFile,
  readEmbedder,
  writeEmbedderWeights,
} from '#models/nets/embedder-weights.ts';
import { exportNetwork } from '#models/session/export-network.ts';
import { WeightsError } from '#models/weights/weights-error.ts';
import type { WeightsVariant } from '#terms/embedder/backbones.ts';
import { cropSizeOf, type CropShape } from '#terms/embedder/crops.ts';
import { fusions } from '#terms/embedder/fusions.ts';
import { versionFile } from '#terms/files/version-files.ts';
import { JobError } from '../../job-context.ts';

interface ReadWeights {
  trained: TrainedEmbedder;
  crops: Required<CropShape> & { boxMargin: number };
}

/**
 * @param input width of its pictures; as they were while it learned, or as its backbone was designed for, where
 *   null
 * @throws JobError that names the file, what it is and the way out
 */
export async function readWeights(
  path: string,
  input: number | null,
  variant?: WeightsVariant,
): Promise<ReadWeights> {
  try {
    const { crops: known } = await inspectEmbedderFile(path, variant);
    const read = await readEmbedder(path, variant);
    const { backbone, fusion } = read.network;
    const step = fusions[fusion].cropStep;
    const usual = known?.input ?? Math.ceil(networks[backbone].size / step) * step;
    const crops = {
      input: input ?? usual,
      height: null,
      fit: known?.fit ?? 'stretch',
      boxMargin: known?.boxMargin ?? 0,
    } as const;
    if (crops.input % step !== 0)
      throw new JobError(
        'bad-input',
        `Pictures of ${crops.input} pixels do not fit the network in ${path}: choose a multiple of ${step}, such as ${Math.max(2, Math.round(crops.input / step)) * step}.`,
        { path },
      );
    return { trained: { ...read, size: cropSizeOf(crops) }, crops };
  } catch (error) {
    if (error instanceof WeightsError)
      throw new JobError('bad-input', error.message, { path, reason: error.code });
    throw error;
  }
}

/** Weights, network and card into the folder of a version. */
export async function writeWeightsNetwork(folder: string, trained: TrainedEmbedder): Promise<void> {
  await writeEmbedderWeights(versionFile(folder, 'weights'), trained.network, trained);
  await exportNetwork(versionFile(folder, 'onnx'), embedderExport(trained));
}
