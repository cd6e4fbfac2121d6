/** The networks that the app brings along, as versions of a catalogue. */
import type { Catalogue } from '../catalogue.ts';
import { insertModel, listModels, updateModel, type StoredModel } from './models.ts';

/**
 * The starter detector's row, made when it is first needed. Its files are written into the catalogue by the
 * first job that runs it.
 */
export function starterDetector(catalogue: Catalogue, now: number): StoredModel {
  return catalogue.transaction(() => {
    const known = listModels(catalogue, 'detector').find(({ origin }) => origin === 'starter');
    if (known !== undefined) return known;
    const made = insertModel(
      catalogue,
      {
        kind: 'detector',
        architecture: 'yolov5n',
        origin: 'starter',
        state: 'ready',
        name: 'Starter detector',
      },
      now,
    );
    const folder = `models/detector-${made.version}`;
    const files = { onnx: `${folder}/network.onnx`, card: `${folder}/network.json` };
    updateModel(catalogue, made.id, { files });
    return { ...made, files };
  });
}
