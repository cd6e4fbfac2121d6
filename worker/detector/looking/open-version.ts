/** A version of the catalogue, ready to look at photos. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { StoredModel } from '#terms/models/versions.ts';
import { sha256OfFile } from '#catalog/sha256-of-file.ts';
import type { ModelFiles } from '#terms/files/version-files.ts';
import type { DeviceChoice } from '#terms/training/devices.ts';
import { readDetector } from '#models/nets/detectors/weights.ts';
import { detectors } from '#models/nets/registry.ts';
import { isSound, readNetwork } from '#models/session/read-network.ts';
import { starterDetector } from '#models/starter/detector.ts';
import { JobError } from '../../job-context.ts';
import { readCard, writeDetector } from '../detector-files.ts';
import type { PhotoDetector } from './detect-ahead.ts';
import type { LookOptions } from './looks.ts';
import { openPhotoDetector } from './open-photo-detector.ts';

interface OpenVersion extends AsyncDisposable {
  name: string;
  /** Of its files, below the catalogue's. */
  folder: string;
  detector: PhotoDetector;
  looks: LookOptions;
}

/** Side of the starter's input, pixels. */
const STARTER_INPUT = 416;

/** @throws JobError `not-found` naming the file that is gone */
export async function openVersion(
  { id: modelId, name, origin, files }: Pick<StoredModel, 'id' | 'name' | 'origin' | 'files'>,
  catalogueFolder: string,
  device: DeviceChoice,
): Promise<OpenVersion> {
  const place = (file: string | undefined) => join(catalogueFolder, file ?? 'none');
  if (origin === 'starter') await bringStarter(catalogueFolder, files);
  for (const path of [place(files.onnx), place(files.card)])
    if (!existsSync(path))
      throw new JobError(
        'not-found',
        `${name} cannot be used: its file ${path} is gone. Choose another version, or train again.`,
        { modelId, path },
      );
  const { classes, tileEdge } = await readCard(place(files.card));
  const model = await readNetwork(place(files.onnx));
  const detector = await openPhotoDetector({ model, classes, device });
  return {
    name,
    folder: dirname(files.onnx ?? ''),
    detector,
    looks: { input: detector.input, tileEdge },
    [Symbol.asyncDispose]: async () => detector[Symbol.asyncDispose](),
  };
}

/**
 * Writes the network that the app brings along into the catalogue, so that it is used like any other; again if
 * the app has brought a newer one since, or the file is damaged.
 */
async function bringStarter(catalogueFolder: string, { onnx, card }: ModelFiles): Promise<void> {
  const source = await sha256OfFile(starterDetector);
  const path = join(catalogueFolder, card ?? 'none');
  const known = existsSync(path) ? (await readCard(path)).source : undefined;
  if (known === source && (await isSound(join(catalogueFolder, onnx ?? 'none')))) return;
  const folder = dirname(onnx ?? '');
  const { size, classes, anchors, vectors } = await readDetector(starterDetector);
  const input = { width: STARTER_INPUT, height: STARTER_INPUT };
  const tileEdge = detectors[size].tileEdge(STARTER_INPUT);
  const trained = { size, classes, anchors, vectors, input };
  await writeDetector(catalogueFolder, folder, trained, { tileEdge, metrics: null, source });
}
