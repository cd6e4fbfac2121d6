/**
 * The chance that each animal of a ranking is the one on the photo, with "none of these" among the outcomes: a
 * conditional logit (McFadden 1974) on the pooled scores. Unlike a curve from score to share of right pairs, it
 * knows that the first of many is first because it is the highest, and its chances add up to 1.
 */
import type { RankingCalibration } from '#terms/matching/ranking-calibration.ts';

/** A query whose answer is known. */
export interface AnsweredRanking {
  /** Pooled scores of the individuals, best first, −1…1. */
  scores: readonly number[];
  /** Place of the right one, from 0; null where it is none of them. */
  answer: number | null;
  /** Whether its animal is among the known at all. */
  known: boolean;
}

/** Fewest queries of known and of new animals that chances can be fitted to. */
const fewestRankings = { known: 15, new: 5 };
/** Scores of a ranking that count; those behind have no weight beside the first. */
export const scoresThatCount = 50;
/** What is expected before anything was judged: that a tenth in cosine changes the odds by e². */
const prior = { logSlope: Math.log(20), deviation: 1.5 };
/** Share of first scores that is beyond the bounds at each end. */
const OUTERMOST = 0.01;

export interface RankingChances {
  /** Of those that count, in the order of the scores. */
  individuals: number[];
  none: number;
}

/** All chances of a ranking; they add up to 1. */
export function chancesOf(
  { slope, none }: Pick<RankingCalibration, 'slope' | 'none'>,
  scores: readonly number[],
): RankingChances {
  const weights = scores.slice(0, scoresThatCount).map((score) => slope * score);
  const highest = Math.max(none, ...weights);
  const shares = weights.map((weight) => Math.exp(weight - highest));
  const ofNone = Math.exp(none - highest);
  const sum = shares.reduce((a, b) => a + b, ofNone);
  return { individuals: shares.map((share) => share / sum), none: ofNone / sum };
}

/** The chances, or null for a photo that is less or more like its first animal than all that was judged. */
export function rankingChances(
  calibration: RankingCalibration,
  scores: readonly number[],
): RankingChances | null {
  const [first] = scores;
  if (first === undefined || first < calibration.from || first > calibration.to) return null;
  return chancesOf(calibration, scores);
}

/**
 * The likeliest slope and weight of none (with a weak prior on the slope, so that rankings without a fault give no
 * slope without end), new and known queries weighted as they are expected to come.
 *
 * @param newShare of new animals among queries to come, 0…1
 * @throws RangeError where there are too few queries of either kind
 */
export function fitRanking(
  rankings: readonly AnsweredRanking[],
  newShare: number,
): RankingCalibration {
  const fresh = rankings.filter(({ known }) => !known).length;
  const known = rankings.length - fresh;
  if (known < fewestRankings.known || fresh < fewestRankings.new)
    throw new RangeError(
      `Calibrating: ${known} photos of known and ${fresh} of new animals are too few; ${fewestRankings.known} and ${fewestRankings.new} are needed.`,
    );
  const share = Math.min(0.99, Math.max(0.01, newShare));
  const weightOf = (ranking: AnsweredRanking) =>
    (rankings.length * (ranking.known ? 1 - share : share)) / (ranking.known ? known : fresh);
  const firsts = rankings.flatMap(({ scores }) => scores.slice(0, 1)).sort((a, b) => a - b);
  const quantile = (part: number) => firsts[Math.round(part * (firsts.length - 1))] ?? 0;
  const { slope, none } = likeliest(rankings, weightOf, quantile(0.3));
  const bounds = { from: quantile(OUTERMOST), to: quantile(1 - OUTERMOST) };
  return { slope, none, known, new: fresh, ...bounds };
}

type Law = Pick<RankingCalibration, 'slope' | 'none'>;

/**
 * Newton's method on the negative log-likelihood, which has one lowest place.
 * @param even score that weighs as much as none, to begin with
 */
function likeliest(
  rankings: readonly AnsweredRanking[],
  weightOf: (ranking: AnsweredRanking) => number,
  even: number,
): Law {
  let law: Law = { slope: Math.exp(prior.logSlope), none: Math.exp(prior.logSlope) * even };
  let at = lossAt(rankings, weightOf, law);
  for (let round = 0; round < 50; round++) {
    const [[ga, gc], [haa, hac, hcc]] = [at.gradient, at.curvature];
    const determinant = haa * hcc - hac * hac;
    const da = -(hcc * ga - hac * gc) / determinant;
    const dc = -(haa * gc - hac * ga) / determinant;
    const before = at.loss;
    let step = 1;
    for (; step > 1e-6; step /= 2) {
      const next = { slope: law.slope + step * da, none: law.none + step * dc };
      if (!(next.slope > 0)) continue;
      const there = lossAt(rankings, weightOf, next);
      if (there.loss > before) continue;
      [law, at] = [next, there];
      break;
    }
    if (step <= 1e-6 || before - at.loss < 1e-9 * Math.max(1, before)) break;
  }
  return law;
}

/** Loss of a law, with its slope and curvature in (slope, none). */
function lossAt(
  rankings: readonly AnsweredRanking[],
  weightOf: (ranking: AnsweredRanking) => number,
  law: Law,
) {
  const away = Math.log(law.slope) - prior.logSlope;
  const tightness = 1 / prior.deviation ** 2;
  let loss = 0.5 * tightness * away ** 2;
  let [ga, gc] = [(tightness * away) / law.slope, 0];
  // The prior's own curvature is left out where it bends the other way.
  let [haa, hac, hcc] = [(tightness * Math.max(0, 1 - away)) / law.slope ** 2 + 1e-10, 0, 1e-10];
  for (const ranking of rankings) {
    const weight = weightOf(ranking);
    const { individuals, none } = chancesOf(law, ranking.scores);
    let [mean, square] = [0, 0];
    for (let place = 0; place < individuals.length; place++) {
      const [chance, score] = [individuals[place] ?? 0, ranking.scores[place] ?? 0];
      mean += chance * score;
      square += chance * score * score;
    }
    const { answer } = ranking;
    const said = answer === null ? none : (individuals[answer] ?? 0);
    loss -= weight * Math.log(Math.max(said, 1e-12));
    ga += weight * (mean - (answer === null ? 0 : (ranking.scores[answer] ?? 0)));
    gc += weight * (none - Number(answer === null));
    haa += weight * (square - mean * mean);
    hac -= weight * none * mean;
    hcc += weight * none * (1 - none);
  }
  return { loss, gradient: [ga, gc] as const, curvature: [haa, hac, hcc] as const };
}
