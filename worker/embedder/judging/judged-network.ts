/** The network that a version's figures are of, where the one in use has learned from all photos since. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EmbedderServing } from '#terms/embedder/serving.ts';

const name = 'judged.onnx';

/** @param folder of the version */
export const judgedNetwork = (folder: string): string => join(folder, name);

/** How a version is judged again: by the network that never learned from what it is judged by. */
export function judgedServing(
  catalogueFolder: string,
  folder: string,
  serving: EmbedderServing,
): EmbedderServing {
  const onnx = `${folder}/${name}`;
  return existsSync(join(catalogueFolder, onnx)) ? { ...serving, onnx } : serving;
}
