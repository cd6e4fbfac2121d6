import type { Catalogue } from '#catalog/catalogue.ts';
import { chosenModel, getModel } from '#catalog/queries/models.ts';
import { chooseModel, updateModel } from '#catalog/versions/change-version.ts';
import type { ModelFiles } from '#terms/files/version-files.ts';
import type { ModelKind, StoredModel } from '#terms/models/versions.ts';
import { removeCheckpoints } from './training-state.ts';

/** What every training comes to. */
interface Trained {
  metrics: object;
  dataSeen?: object;
  files: ModelFiles;
  epochs: number;
  stoppedEarly: boolean;
}

/** Whether a new version is put in use, and the end of the sentence that says so. */
export interface Choice {
  isChosen: boolean;
  why: string;
}

/** What a kind of network says of its trainings. */
interface TrainingEnd<Result> {
  kind: ModelKind;
  /** How good it is, in words without a full stop. */
  figures: (result: Result) => string;
  /** What else is to be said; nothing or whole sentences. */
  remarks?: (result: Result) => string;
  /** @param before the version in use, if one was chosen */
  choose: (result: Result, before: StoredModel | undefined, stays: string) => Choice;
}

/** A training is done: its version is ready, and is put in use if it is the better one. */
export const finishTraining =
  <Result extends Trained>({ kind, figures, remarks, choose }: TrainingEnd<Result>) =>
  (
    catalogue: Catalogue,
    result: Result,
    { modelId, folder }: { modelId: number; folder: string },
  ): { result: Result; summary: string } => {
    const { metrics, files, dataSeen } = result;
    updateModel(catalogue, modelId, {
      state: 'ready',
      metrics: { ...metrics },
      files,
      ...(dataSeen ? { dataSeen: { ...dataSeen } } : {}),
    });
    removeCheckpoints(catalogue, folder);
    const before = chosenModel(catalogue, kind);
    // Without a choice it is the starter that is used.
    const stays = before?.name ?? `The starter ${kind}`;
    const { isChosen, why } = choose(result, before, stays);
    if (isChosen) chooseModel(catalogue, modelId);
    const sentences = [
      `${getModel(catalogue, modelId).name}: ${figures(result)}, ${afterEpochs(result)}.`,
      remarks?.(result) ?? '',
      `${isChosen ? 'It was put in use' : `${stays} stayed in use`}${why}`,
    ];
    return {
      result,
      summary: sentences.filter((words) => words !== '').join(' '),
    };
  };

/** `after 12 epochs (it stopped getting better)`. */
const afterEpochs = ({ epochs, stoppedEarly }: Pick<Trained, 'epochs' | 'stoppedEarly'>): string =>
  `after ${epochs === 1 ? '1 epoch' : `${epochs} epochs`}${stoppedEarly ? ' (it stopped getting better)' : ''}`;
