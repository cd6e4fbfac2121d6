/** A version of the catalogue at work on crops. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceChoice } from '#terms/training/devices.ts';
import type { EmbedderServing } from '#terms/embedder/serving.ts';
import { JobError } from '../../job-context.ts';
import { withEmbedder, type OpenEmbedder } from './open-embedder.ts';
import { viewSizeOf } from './view-job.ts';
import { bringStarter } from '../learning/starter.ts';

/**
 * Opens the network of a version for as long as `use` takes.
 * @throws JobError `not-found` naming the file if it cannot be read
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
  const path = join(catalogueFolder, serving.onnx);
  try {
    return await readFile(path);
  } catch (error) {
    throw new JobError(
      'not-found',
      `The network ${path} cannot be read (${error instanceof Error ? error.message : String(error)}). Choose another version, or train one.`,
      { path },
    );
  }
}
