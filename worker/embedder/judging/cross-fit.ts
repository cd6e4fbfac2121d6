/**
 * What a network's scores mean on judged photos, and what that is worth: threshold and chances are fitted to four
 * fifths of the animals and judged on the last fifth, five times over, so that no figure is of photos that it was
 * fitted to. What is kept for use is fitted to all of them.
 */
import { dealFolds, usualFolds } from '#catalog/matching/folds.ts';
import { averagePrecisionAt5, chooseThreshold, rankInList } from '#catalog/matching/open-set.ts';
import {
  chancesOf,
  fitRanking,
  scoresThatCount,
  type AnsweredRanking,
} from '#catalog/matching/ranking-calibration.ts';
import { reliabilityOf } from '#catalog/matching/reliability.ts';
import type { JudgedQuery } from '#catalog/training/judge-identities.ts';
import type { Reliability } from '#terms/matching/calibration.ts';
import type { RankingCalibration, ScoreMeaning } from '#terms/matching/ranking-calibration.ts';
import type { JudgedFold } from '#terms/embedder/evaluation.ts';
import type { EmbedderMetrics } from '#terms/embedder/versions.ts';

interface CrossFit {
  /** Of each query, chosen on other animals. */
  thresholds: number[];
  folds: JudgedFold[];
  /** Chances of the first candidates, of each query by other animals; of none where too few were judged. */
  reliability: Reliability;
  meaning: ScoreMeaning;
  /** From which chance on nearly all first candidates were right; null where nothing bears chances out. */
  sureFrom: EmbedderMetrics['sureFrom'];
}

/** Chances are worth showing if so many first candidates have at least this one, as often as said. */
const decisive = { chance: 0.5, share: 0.1, ece: 0.15 };

/** Share of first candidates that is right from where fins may be named without a person, and the fewest of them. */
const nearlyAll = { share: 0.95, queries: 10 };

/** @param judged at least one query */
export function crossFit(
  judged: readonly JudgedQuery[],
  { newShare, seed }: { newShare: number; seed: number },
): CrossFit {
  const dealt = dealFolds(
    judged.map(({ individualId }) => individualId),
    judged.map(({ known }) => known),
    { seed },
  );
  const thresholds = judged.map(() => 0);
  const firsts: { said: number; came: boolean }[] = [];
  const folds: JudgedFold[] = [];
  for (let fold = 0; fold < usualFolds; fold += 1) {
    const own = [...judged.entries()].filter(([at]) => dealt[at] === fold);
    const others = judged.filter((_, at) => dealt[at] !== fold);
    if (own.length === 0) continue;
    // Where all judged photos are of one animal there is nobody else to choose by.
    const { threshold } = chooseThreshold(others.length === 0 ? judged : others, newShare);
    const law = fitted(others, newShare);
    let sum = 0;
    for (const [at, query] of own) {
      thresholds[at] = threshold;
      sum += averagePrecisionAt5(rankInList(query, threshold));
      const said = law && chancesOf(law, scoresOf(query)).individuals[0];
      if (said !== undefined && said !== null) firsts.push({ said, came: query.rank === 1 });
    }
    folds.push({ queries: own.length, map5: sum / own.length, threshold });
  }
  const reliability = reliabilityOf(
    firsts.map(({ said }) => said),
    firsts.map(({ came }) => came),
  );
  const sure = firsts.filter(({ said }) => said >= decisive.chance).length;
  const isWorth = sure >= decisive.share * judged.length && reliability.ece <= decisive.ece;
  return {
    thresholds,
    folds,
    reliability,
    sureFrom: isWorth ? sureFrom(firsts) : null,
    meaning: {
      threshold: chooseThreshold(judged, newShare).threshold,
      ranking: isWorth ? fitted(judged, newShare) : null,
    },
  };
}

function sureFrom(firsts: readonly { said: number; came: boolean }[]): EmbedderMetrics['sureFrom'] {
  let right = 0;
  let found: EmbedderMetrics['sureFrom'] = null;
  for (const [at, { said, came }] of firsts.toSorted((a, b) => b.said - a.said).entries()) {
    right += Number(came);
    const queries = at + 1;
    if (queries >= nearlyAll.queries && right >= nearlyAll.share * queries)
      found = { chance: said, share: right / queries, queries };
  }
  return found;
}

const scoresOf = ({ ranked }: JudgedQuery) =>
  ranked.slice(0, scoresThatCount).map(({ score }) => score);

const answered = (query: JudgedQuery): AnsweredRanking => ({
  scores: scoresOf(query),
  answer: query.rank !== null && query.rank <= scoresThatCount ? query.rank - 1 : null,
  known: query.known,
});

/** Null where too few were judged. */
function fitted(judged: readonly JudgedQuery[], newShare: number): RankingCalibration | null {
  try {
    return fitRanking(judged.map(answered), newShare);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
