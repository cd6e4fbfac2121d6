import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '#models/weights/atomic-file.ts';
import { versionFile } from '#terms/files/version-files.ts';
import { isTensorsOnly } from '#terms/files/endings.ts';
import type { Answer, Asked } from '#terms/questions/index.ts';
import { onnxBytes } from '../embedder/imported/onnx-network.ts';
import { readWeights, writeWeightsNetwork } from '../embedder/imported/weights-network.ts';
import type { JobPlace } from '../messages.ts';

/** Writes the files of a version from a network of others; each is there whole or not at all. */
export async function bringNetwork(
  { path, input, variant, folder }: Asked<'bring-network'>,
  { catalogueFolder }: JobPlace,
): Promise<Answer<'bring-network'>> {
  const place = join(catalogueFolder, folder);
  await mkdir(place, { recursive: true });
  if (isTensorsOnly(path)) {
    const { trained } = await readWeights(path, input, variant);
    await writeWeightsNetwork(place, trained);
    return null;
  }
  const bytes = await onnxBytes(path);
  await writeAtomically(versionFile(place, 'onnx'), async (file) => {
    await file.writeFile(bytes);
  });
  return null;
}
