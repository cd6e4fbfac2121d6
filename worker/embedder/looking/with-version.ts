/** A version of the catalogue at work on crops. */
import { join } from 'node:path';
import type { DeviceChoice } from '#terms/training/devices.ts';
import { readNetwork } from '#models/session/read-network.ts';
import type { EmbedderServing } from '#terms/embedder/serving.ts';
import { withEmbedder, type OpenEmbedder } from './open-embedder.ts';
import { viewSizeOf } from './view-job.ts';
import { bringStarter } from '../learning/starter.ts';

/**
 * Opens the network of a version for as long as `use` takes.
 * @throws WeightsError naming the file if it cannot be read or is damaged
 */
export async function withVersion<Made>(
  catalogueFolder: string,
  serving: EmbedderServing,
  device: DeviceChoice,
  use: (embedder: OpenEmbedder) => Promise<Made>,
): Promise<Made> {
  return withEmbedder(
    await modelBytes(catalogueFolder, serving),
    viewSizeOf(serving, serving),
    device,
    use,
  );
}

async function modelBytes(catalogueFolder: string, serving: EmbedderServing): Promise<Uint8Array> {
  await bringStarter(catalogueFolder, serving);
  return readNetwork(join(catalogueFolder, serving.onnx));
}
