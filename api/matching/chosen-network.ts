/** The embedder in use, with what its validation said of its scores. */
import { z } from 'zod';
import { probabilityOf, type Probability } from '#catalog/matching/calibration.ts';
import { rankingChances, type RankingChances } from '#catalog/matching/ranking-calibration.ts';
import { calibration, type Calibration } from '#terms/matching/calibration.ts';
import {
  rankingCalibration,
  scoreMeaning,
  type RankingCalibration,
  type ScoreMeaning,
} from '#terms/matching/ranking-calibration.ts';
import type { Catalogue } from '#catalog/catalogue.ts';
import { chosenModel } from '#catalog/queries/models.ts';
import type { StoredModel } from '#terms/models/versions.ts';

export interface ChosenNetwork {
  model: StoredModel;
  /** Of two photos. */
  calibration: Calibration | null;
  /** τ of the first score, above which a query is more likely somebody known than somebody new. */
  threshold: number | null;
  ranking: RankingCalibration | null;
  /** Chance from which judged fins were nearly always named right; null where the judging does not say. */
  sureFrom: number | null;
  /** Of species that were judged by themselves. */
  bySpecies: Readonly<Record<string, ScoreMeaning>>;
}

/** Null while no embedder is in use. */
export function chosenNetwork(catalogue: Catalogue): ChosenNetwork | null {
  const model = chosenModel(catalogue, 'embedder');
  return model === undefined ? null : networkOf(model);
}

/** A version with what its validation said of its scores. */
export function networkOf(model: StoredModel): ChosenNetwork {
  const { metrics } = model;
  const said = calibration.safeParse(metrics.calibration);
  const threshold = z.number().safeParse(metrics.threshold);
  const ranking = rankingCalibration.safeParse(metrics.ranking);
  const sureFrom = z.object({ chance: z.number() }).safeParse(metrics.sureFrom);
  const bySpecies = z.record(z.string(), scoreMeaning).safeParse(metrics.bySpecies);
  return {
    model,
    calibration: said.success ? said.data : null,
    threshold: threshold.success ? threshold.data : null,
    ranking: ranking.success ? ranking.data : null,
    sureFrom: sureFrom.success ? sureFrom.data.chance : null,
    bySpecies: bySpecies.success ? bySpecies.data : {},
  };
}

/** What scores mean for photos of a species. */
export const meaningFor = (
  { threshold, ranking, bySpecies }: ChosenNetwork,
  species: string | null,
): Pick<ChosenNetwork, 'threshold' | 'ranking'> =>
  (species === null ? undefined : bySpecies[species]) ?? { threshold, ranking };

/**
 * Chances of the animals of a ranking and of none of them, by what the network was judged to be worth on this
 * catalogue's own photos.
 * @param scores of the animals, best first: all, or the first fifty
 * @returns null where nothing bears chances out: the network was not judged here, is too seldom right, or the photo
 *   is unlike all that was judged
 */
export function chancesBy(
  ranking: RankingCalibration | null,
  scores: readonly number[],
): (RankingChances & { n: number }) | null {
  const chances = ranking && rankingChances(ranking, scores);
  return chances && ranking && { ...chances, n: ranking.known + ranking.new };
}

/** Of two photos; null where the network's validation had too few pairs to say it. */
export const probabilityBy = (network: ChosenNetwork, score: number): Probability | null =>
  network.calibration === null ? null : probabilityOf(network.calibration, score);

/** How often its validation put the right animal first, of known animals; null where it does not say. */
export function foundFirst({ model }: ChosenNetwork): { share: number; n: number } | null {
  const said = z.object({ top1: z.number(), known: z.number().int() }).safeParse(model.metrics);
  return said.success && said.data.known > 0 ? { share: said.data.top1, n: said.data.known } : null;
}

/** Where a network says nothing of its scores, photos this alike are taken for one animal. */
const UNSAID = 0.6;

/** The cosine above which two photos rather show one animal than two. */
export function sameAnimalAbove(network: ChosenNetwork): number {
  const { calibration, threshold } = network;
  if (calibration === null) return threshold ?? UNSAID;
  // Probabilities rise with the score, so the even chance is found by halving.
  let [low, high] = [-1, 1];
  for (let step = 0; step < 30; step++) {
    const middle = (low + high) / 2;
    if (probabilityOf(calibration, middle).probability < 0.5) low = middle;
    else high = middle;
  }
  return high;
}
