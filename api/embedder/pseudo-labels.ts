/** What a network would name by itself: surest first, by a rule, never stored unless asked. */
import { getModel } from '#catalog/queries/models.ts';
import type { StoredModel } from '#terms/models/versions.ts';
import { pseudoLabelRounds } from '#catalog/queries/pseudo-labels.ts';
import { storePseudoLabels } from '#catalog/identity/store-pseudo-labels.ts';
import { servingOf } from '#catalog/versions/serving.ts';
import type { App } from '../app.ts';
import type { AskedRound, PseudoLabel, PseudoLabelRound } from '#terms/identity/pseudo-labels.ts';
import { AppError } from '../errors.ts';
import { networkOf, probabilityBy } from '../matching/chosen-network.ts';
import { readyVersion } from '../training/version-of.ts';

/** The labels of a rule, surest first. */
export async function labelsBy(
  app: App,
  { modelId, threshold, top }: AskedRound,
): Promise<{ model: StoredModel; labels: PseudoLabel[] }> {
  const model = readyVersion(app.open.catalogue, 'embedder', modelId);
  const { sides, classId } = servingOf(model);
  const { matched, withoutVector } = await app.ask('match-unidentified', {
    modelId: model.id,
    sides,
    classId,
    count: 1,
    only: null,
  });
  if (matched.length === 0 && withoutVector > 0)
    throw new AppError(
      'conflict',
      `${withoutVector} boxes without a name have no vector of ${model.name} yet. Embed them first.`,
      { modelId: model.id, withoutVector },
    );
  const network = networkOf(model);
  const labels = matched.flatMap(({ box, candidates }): PseudoLabel[] => {
    const [best] = candidates;
    if (best === undefined) return [];
    const { individualId, code, score } = best;
    // Without a calibration the score itself is all that can be said.
    const said = probabilityBy(network, score);
    const probability = said === null ? Math.max(0, Math.min(1, score)) : said.probability;
    return [{ boxId: box.boxId, individualId, code, score, probability, side: box.side }];
  });
  labels.sort((a, b) => b.probability - a.probability || b.score - a.score);
  const sure =
    threshold === null ? labels : labels.filter((label) => label.probability > threshold);
  return { model, labels: sure.slice(0, top ?? undefined) };
}

/** Stores a round. @throws AppError `bad-input` if the rule names no box */
export async function storeRound(app: App, rule: AskedRound): Promise<PseudoLabelRound> {
  const { model, labels } = await labelsBy(app, rule);
  if (labels.length === 0)
    throw new AppError(
      'bad-input',
      'No box without a name is as sure as that. Lower the threshold, or identify more photos first.',
    );
  const { threshold, top } = rule;
  const { catalogue } = app.open;
  const round = storePseudoLabels(catalogue, model.id, { threshold, top }, labels, Date.now());
  return { ...round, map5Before: map5Of(model), map5After: null };
}

/** All rounds, newest first, with what the network that labelled and the one that learned reached. */
export function roundsOf(app: App): PseudoLabelRound[] {
  const { catalogue } = app.open;
  return pseudoLabelRounds(catalogue).map((round) => ({
    ...round,
    map5Before: map5Of(getModel(catalogue, round.modelId)),
    map5After:
      round.trainedModelId === null ? null : map5Of(getModel(catalogue, round.trainedModelId)),
  }));
}

function map5Of({ metrics }: StoredModel): number | null {
  const value = metrics['map5'];
  return typeof value === 'number' ? value : null;
}
