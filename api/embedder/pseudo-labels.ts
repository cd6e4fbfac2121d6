/** What a network would name by itself: surest first, by a rule, never stored unless asked. */
import { getModel } from '#catalog/queries/models.ts';
import type { StoredModel } from '#terms/models/versions.ts';
import { pseudoLabelRounds } from '#catalog/queries/pseudo-labels.ts';
import { storePseudoLabels } from '#catalog/identity/store-pseudo-labels.ts';
import { servingOf } from '#catalog/versions/serving.ts';
import type { App } from '../app.ts';
import type {
  AskedRound,
  PseudoLabel,
  PseudoLabelRound,
  PseudoLabelRule,
} from '#terms/identity/pseudo-labels.ts';
import { AppError } from '../errors.ts';
import { scoresThatCount } from '#catalog/matching/ranking-calibration.ts';
import { chancesBy, meaningFor, networkOf } from '../matching/chosen-network.ts';
import { readyVersion } from '../training/version-of.ts';

/** Least chance where a network's judging does not say from where it is nearly always right. */
const usualChance = 0.6;

/** The labels of a rule, surest first. */
export async function labelsBy(
  app: App,
  { modelId, threshold: asked, top }: AskedRound,
): Promise<{ model: StoredModel; rule: PseudoLabelRule; labels: PseudoLabel[] }> {
  const model = readyVersion(app.open.catalogue, 'embedder', modelId);
  const { sides, classId, orClassIds } = servingOf(model);
  const { matched, withoutVector } = await app.ask('match-unidentified', {
    modelId: model.id,
    sides,
    classId,
    orClassIds,
    count: scoresThatCount,
    only: null,
  });
  if (matched.length === 0 && withoutVector > 0)
    throw new AppError(
      'conflict',
      `${withoutVector} boxes without a name have no vector of ${model.name} yet. Embed them first.`,
      { modelId: model.id, withoutVector },
    );
  const network = networkOf(model);
  const threshold = asked === undefined ? (network.sureFrom ?? usualChance) : asked;
  const labels = matched.flatMap(({ box, candidates }): PseudoLabel[] => {
    const [best] = candidates;
    if (best === undefined) return [];
    const { individualId, code, score } = best;
    const { ranking, threshold: tau } = meaningFor(network, box.species);
    const chances = chancesBy(
      ranking,
      candidates.map((one) => one.score),
    );
    const probability = chances?.individuals[0] ?? null;
    // A photo unlike all that was judged is named by nobody; without any chances the threshold for new animals decides.
    const isSure =
      ranking === null
        ? score > (tau ?? -1)
        : probability !== null && probability >= (threshold ?? 0);
    if (threshold !== null && !isSure) return [];
    return [{ boxId: box.boxId, individualId, code, score, probability, side: box.side }];
  });
  labels.sort((a, b) => (b.probability ?? 0) - (a.probability ?? 0) || b.score - a.score);
  return { model, rule: { threshold, top }, labels: labels.slice(0, top ?? undefined) };
}

/** Stores a round. @throws AppError `bad-input` if the rule names no box */
export async function storeRound(app: App, asked: AskedRound): Promise<PseudoLabelRound> {
  const { model, rule, labels } = await labelsBy(app, asked);
  if (labels.length === 0)
    throw new AppError(
      'bad-input',
      'No box without a name is as sure as that. Lower the threshold, or identify more photos first.',
    );
  const { catalogue } = app.open;
  const round = storePseudoLabels(catalogue, model.id, rule, labels, Date.now());
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
