import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { versionFolder } from '#catalog/layout.ts';
import { insertModel } from '#catalog/versions/add-version.ts';
import { updateModel } from '#catalog/versions/change-version.ts';
import { getModel } from '#catalog/queries/models.ts';
import { sha256OfFile } from '#catalog/sha256-of-file.ts';
import type { StoredModel } from '#terms/models/versions.ts';
import { writeFileAtomically } from '#catalog/formats/atomic-file.ts';
import { intoPlace } from '#catalog/formats/into-place.ts';
import { versionFile } from '#terms/files/version-files.ts';
import type { App } from '../app.ts';

export interface ImportedNetwork {
  /** Absolute. */
  path: string;
  name: string;
  input: number | null;
  mean: [number, number, number];
  std: [number, number, number];
}

/**
 * Copies a network of another program into the catalogue as a version of its own.
 * @throws the worker's reason for a file that cannot serve; then nothing is kept
 */
export async function importOnnx(
  app: App,
  { path, name, input, mean, std }: ImportedNetwork,
): Promise<StoredModel> {
  const { catalogue } = app.open;
  const found = await app.ask('inspect-onnx', { path, input });
  const recipe = {
    input: found.input,
    dimensions: found.dimensions,
    mean,
    std,
    boxMargin: 0.1,
    // Nothing is known of how it was trained; whoever looks at both sides can still compare them.
    sides: 'apart',
    classId: null,
  };
  const model = insertModel(
    catalogue,
    { kind: 'embedder', architecture: 'onnx', origin: 'imported', state: 'training', name, recipe },
    Date.now(),
  );
  const folder = versionFolder('embedder', model.version);
  const place = join(catalogue.folder, folder);
  const network = versionFile(place, 'onnx');
  try {
    await mkdir(place, { recursive: true });
    // Copied beside its place first: a network is there whole or not at all.
    await copyFile(path, `${network}.partial`);
    await intoPlace(`${network}.partial`, network);
    const card = { network: name, ...recipe, sha256: await sha256OfFile(network) };
    await writeFileAtomically(versionFile(place, 'card'), [`${JSON.stringify(card, null, 2)}\n`]);
  } catch (error) {
    updateModel(catalogue, model.id, { state: 'failed' });
    await rm(place, { recursive: true, force: true });
    throw error;
  }
  updateModel(catalogue, model.id, {
    state: 'ready',
    files: { onnx: versionFile(folder, 'onnx'), card: versionFile(folder, 'card') },
  });
  return getModel(catalogue, model.id);
}
