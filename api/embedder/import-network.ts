import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { versionFolder } from '#catalog/layout.ts';
import { insertModel } from '#catalog/versions/add-version.ts';
import { updateModel } from '#catalog/versions/change-version.ts';
import { getModel } from '#catalog/queries/models.ts';
import { sha256OfFile } from '#catalog/sha256-of-file.ts';
import { writeFileAtomically } from '#catalog/formats/atomic-file.ts';
import { imageNet } from '#terms/embedder/normalisations.ts';
import type { ImportedNetwork } from '#terms/embedder/imported.ts';
import { versionFile } from '#terms/files/version-files.ts';
import type { StoredModel } from '#terms/models/versions.ts';
import type { App } from '../app.ts';

/**
 * Takes a network that others trained into the catalogue as a version of its own: an ONNX file as it is, weights of a
 * network that is known here as one of ours, which can be trained further.
 * @param asked with an absolute path
 * @throws the worker's reason for a file that cannot serve; then nothing is kept
 */
export async function importNetwork(
  app: App,
  { path, name, input, variant, fit, boxMargin, scaling }: ImportedNetwork,
): Promise<StoredModel> {
  const { catalogue } = app.open;
  const file = { path, input, variant };
  const { architecture, network, ...found } = await app.ask('inspect-network', file);
  const { mean, std } = network === null ? (scaling ?? imageNet) : imageNet;
  const recipe = {
    ...network,
    ...found,
    fit: fit ?? found.fit,
    boxMargin: boxMargin ?? found.boxMargin,
    mean,
    std,
    // Nothing is known of how it was trained; whoever looks at both sides can still compare them.
    sides: 'apart',
    classId: null,
  };
  const model = insertModel(
    catalogue,
    { kind: 'embedder', architecture, origin: 'imported', state: 'training', name, recipe },
    Date.now(),
  );
  const folder = versionFolder('embedder', model.version);
  const place = join(catalogue.folder, folder);
  try {
    await app.ask('bring-network', { ...file, folder });
    if (network === null) {
      const sha256 = await sha256OfFile(versionFile(place, 'onnx'));
      const card = { network: name, ...recipe, sha256 };
      await writeFileAtomically(versionFile(place, 'card'), [`${JSON.stringify(card, null, 2)}\n`]);
    }
  } catch (error) {
    updateModel(catalogue, model.id, { state: 'failed' });
    await rm(place, { recursive: true, force: true });
    throw error;
  }
  updateModel(catalogue, model.id, {
    state: 'ready',
    files: {
      onnx: versionFile(folder, 'onnx'),
      card: versionFile(folder, 'card'),
      ...(network === null ? {} : { weights: versionFile(folder, 'weights') }),
    },
  });
  return getModel(catalogue, model.id);
}
