/** The networks that the app brings along, as versions of a catalogue. */
import { versionFile } from '#terms/files/version-files.ts';
import { detectorName, usualDetectorSize } from '#terms/detector/sizes.ts';
import type { StarterFacts } from '#terms/questions/starter-embedder.ts';
import { isLookedAt } from '../boxes/box-kinds.ts';
import type { Catalogue } from '../catalogue.ts';
import { versionFolder } from '../layout.ts';
import { chooseModel, updateModel } from './change-version.ts';
import { identityBoxes } from '../queries/identity-boxes.ts';
import { chosenModel, listModels } from '../queries/models.ts';
import { fittingSize, medianAspect } from '../training/embedder-recipe.ts';
import { insertModel } from './add-version.ts';
import type { StoredModel } from '#terms/models/versions.ts';

/**
 * The starter detector's row, made when it is first needed. Its files are written into the catalogue by the
 * first job that runs it.
 */
export function starterDetector(catalogue: Catalogue, now: number): StoredModel {
  return catalogue.transaction(() => {
    const architecture = detectorName(usualDetectorSize);
    const known = listModels(catalogue, 'detector').find(({ origin }) => origin === 'starter');
    if (known !== undefined) {
      // The app has brought another network since.
      if (known.architecture !== architecture) updateModel(catalogue, known.id, { architecture });
      return { ...known, architecture };
    }
    const made = insertModel(
      catalogue,
      {
        kind: 'detector',
        architecture,
        origin: 'starter',
        state: 'ready',
        name: 'Starter detector',
      },
      now,
    );
    const folder = versionFolder('detector', made.version);
    const files = { onnx: versionFile(folder, 'onnx'), card: versionFile(folder, 'card') };
    updateModel(catalogue, made.id, { files });
    return { ...made, files };
  });
}

/**
 * The starter embedder's row, made when it is first needed and put in use if no other is, so that fins are
 * ranked before anything was trained. It is meant for the class of most boxes.
 */
export function starterEmbedder(
  catalogue: Catalogue,
  { architecture, side, metrics }: StarterFacts,
  now: number,
): StoredModel {
  return catalogue.transaction(() => {
    const known = listModels(catalogue, 'embedder').find(({ origin }) => origin === 'starter');
    if (known !== undefined) return known;
    const classId =
      catalogue.value<number>(
        `SELECT class_id FROM boxes b WHERE deleted_at IS NULL AND state = 'accepted' AND ${isLookedAt('b')}
         GROUP BY class_id ORDER BY count(*) DESC, class_id LIMIT 1`,
      ) ?? 1;
    const boxes = identityBoxes(catalogue).filter((box) => box.classId === classId);
    const { width, height } = fittingSize(side, medianAspect(boxes));
    const made = insertModel(
      catalogue,
      {
        kind: 'embedder',
        architecture,
        origin: 'starter',
        state: 'ready',
        name: 'Starter embedder',
        recipe: {
          input: width,
          height,
          fit: 'stretch',
          boxMargin: 0,
          sides: 'apart',
          classId,
        },
      },
      now,
    );
    const folder = versionFolder('embedder', made.version);
    const files = {
      onnx: versionFile(folder, 'onnx'),
      card: versionFile(folder, 'card'),
      weights: versionFile(folder, 'weights'),
    };
    updateModel(catalogue, made.id, { files, metrics });
    if (chosenModel(catalogue, 'embedder') === undefined) chooseModel(catalogue, made.id);
    return { ...made, files, metrics };
  });
}
