import { servingOf } from '#catalog/versions/serving.ts';
/** Candidates of many boxes at once, with "new" where it ranks. */
import type { StoredModel } from '#terms/models/versions.ts';
import type { MatchedBox } from '#terms/questions/match-unidentified.ts';
import type { App } from '../app.ts';
import type { AskedMatches, MatchedBoxes, MatchedRow } from '#terms/matching/matched-boxes.ts';
import { scoresThatCount } from '#catalog/matching/ranking-calibration.ts';
import { chancesBy, meaningFor, networkOf } from '../matching/chosen-network.ts';
import { readyVersion } from '../training/version-of.ts';

export async function matchBoxes(
  app: App,
  { modelId, boxIds, limit }: AskedMatches,
): Promise<Omit<MatchedBoxes, 'modelId'> & { model: StoredModel }> {
  const model = readyVersion(app.open.catalogue, 'embedder', modelId);
  const { sides, classId, orClassIds } = servingOf(model);
  const { matched, withoutVector } = await app.ask('match-unidentified', {
    modelId: model.id,
    sides,
    classId,
    orClassIds,
    // Chances are of one animal among many, so as many as count are asked for.
    count: Math.max(limit, scoresThatCount),
    only: boxIds,
  });
  return { model, rows: matched.map((one) => rowOf(model, one, limit)), withoutVector };
}

function rowOf(model: StoredModel, { box, candidates }: MatchedBox, limit: number): MatchedRow {
  const { threshold, ranking } = meaningFor(networkOf(model), box.species);
  const chances = chancesBy(
    ranking,
    candidates.map(({ score }) => score),
  );
  const list: MatchedRow['candidates'] = candidates.map((candidate, at) => ({
    ...candidate,
    probability: chances?.individuals[at] ?? null,
  }));
  if (threshold !== null) {
    const place = (candidates[0]?.score ?? -1) > threshold ? 1 : 0;
    const probability = chances?.none ?? null;
    const fresh = { individualId: null, code: null, score: threshold, probability };
    list.splice(place, 0, { ...fresh, bestBoxId: null });
  }
  const { boxId, photoId, photoName, side } = box;
  return { boxId, photoId, photoName, side, candidates: list.slice(0, limit) };
}
