/** A version's report on the animals it was judged by. */
import type { EmbedderEvaluation, ShownBox } from '#terms/embedder/evaluation.ts';
import type { EmbedderSet } from '#catalog/training/embedder-set.ts';
import { fitCalibration } from '#catalog/matching/calibration.ts';
import type { Calibration } from '#terms/matching/calibration.ts';
import type { Figure } from '#terms/matching/figures.ts';
import {
  figureOf,
  identificationReport,
  missRates,
} from '#catalog/matching/identification-metrics.ts';
import { averagePrecisionAt5, rankInList } from '#catalog/matching/open-set.ts';
import { scoredPairs, type JudgedQuery } from '#catalog/training/judge-identities.ts';
import { joinedCounts } from '#catalog/training/taken-together.ts';
import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import type { EmbedderMetrics } from '#terms/embedder/versions.ts';
import type { ScoreMeaning } from '#terms/matching/ranking-calibration.ts';
import { crossFit } from './cross-fit.ts';
import { ranksTable } from './ranks-table.ts';

export interface EmbedderJudgement {
  report: EmbedderEvaluation;
  metrics: EmbedderMetrics;
  /** Lines of the table of all rankings. */
  ranks: Iterable<string>;
}

/** Pairs of the same animal above which a staircase is trusted more than a curve of two numbers. */
const ENOUGH_FOR_STEPS = 300;
const MISTAKES = 60;

interface JudgeOptions {
  modelId: number;
  /** Share of new animals that the threshold is chosen for. */
  newShare: number;
  seed: number;
  now: number;
  network?: EmbedderEvaluation['network'];
  /** Where it was measured. */
  reliance?: EmbedderEvaluation['reliance'];
}

/**
 * How well the queries were ranked; see `embedderEvaluation`.
 * @param judged all queries of the set, in their order
 */
export function evaluateSet(
  set: EmbedderSet,
  judged: readonly JudgedQuery[],
  { modelId, newShare, seed, now, network = null, reliance = null }: JudgeOptions,
): EmbedderJudgement {
  const { thresholds, folds, reliability, meaning, sureFrom } = crossFit(judged, {
    newShare,
    seed,
  });
  const { threshold } = meaning;
  // Photos of one animal are not independent, so intervals draw animals.
  const groups = judged.map(({ individualId }) => individualId);
  const whole = identificationReport(judged, thresholds, { seed, groups });
  const figures = {
    map5: counted(whole.map5),
    map5Known: counted(whole.map5Known),
    map5New: counted(whole.map5New),
    top1: counted(whole.top1),
    top5: counted(whole.top5),
    top10: counted(whole.top10),
  };
  const known = judged.filter((query) => query.known).length;
  const counts = { queries: judged.length, known, new: judged.length - known };
  const slices = (nameOf: (box: IdentityBox) => string) =>
    slicesOf(set, judged, thresholds, seed, nameOf);
  const report: EmbedderEvaluation = {
    at: now,
    modelId,
    ...counts,
    gallery: {
      boxes: set.gallery.length,
      individuals: new Set(set.gallery.map(({ individualId }) => individualId)).size,
    },
    ...figures,
    map5Individuals: whole.map5Individuals && counted(whole.map5Individuals),
    aucNew: whole.aucNew,
    threshold,
    newShare,
    folds,
    calibration: { method: 'ranking', ...reliability },
    network,
    joined: joinedCounts(set.split.joined),
    reliance,
    missRates: missRates(judged),
    bySpecies: slices(({ species }) => species ?? 'no species given'),
    bySide: slices(({ side }) => side),
    mistakes: mistakesOf(set, judged, threshold),
  };
  const orNull = ({ value, n }: Figure) => (n === 0 ? null : value);
  const metrics: EmbedderMetrics = {
    map5: figures.map5.value,
    map5Known: orNull(figures.map5Known),
    map5New: orNull(figures.map5New),
    top1: orNull(figures.top1),
    ...counts,
    threshold,
    newShare,
    ranking: meaning.ranking,
    bySpecies: meaningBySpecies(set, judged, { newShare, seed }),
    sureFrom,
    calibration: pairCalibration(judged),
    ece: reliability.n === 0 ? null : reliability.ece,
  };
  return { report, metrics, ranks: ranksTable(set, judged, thresholds) };
}

/** A figure over no case is 0 of 0: JSON has no other way to say it. */
const counted = (figure: Figure): Figure => (figure.n === 0 ? { ...figure, value: 0 } : figure);

/** Fewest queries of known, and of new animals of a species for numbers of its own. */
const ENOUGH_OF_SPECIES = 30;

/** Threshold and chances of each species of which enough was judged. */
function meaningBySpecies(
  { queries }: EmbedderSet,
  judged: readonly JudgedQuery[],
  options: { newShare: number; seed: number },
): Record<string, ScoreMeaning> {
  const speciesOf = ({ query }: JudgedQuery) => queries[query].box.species;
  const all = new Set(judged.map(speciesOf).filter((species) => species !== null));
  const own = [...all].sort().flatMap((species): [string, ScoreMeaning][] => {
    const of = judged.filter((query) => speciesOf(query) === species);
    const known = of.filter((query) => query.known).length;
    const enough = Math.min(known, of.length - known) >= ENOUGH_OF_SPECIES;
    return enough ? [[species, crossFit(of, options).meaning]] : [];
  });
  // One species alone is what the common numbers are of.
  return all.size < 2 ? {} : Object.fromEntries(own);
}

/** What a score says of two photos, as for animals that may be twice in the catalogue; null of too few pairs. */
function pairCalibration(judged: readonly JudgedQuery[]): Calibration | null {
  const pairs = scoredPairs(judged);
  const same = pairs.filter((pair) => pair.same).length;
  try {
    return fitCalibration(pairs, same >= ENOUGH_FOR_STEPS ? 'isotonic' : 'logistic');
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function slicesOf(
  { queries }: EmbedderSet,
  judged: readonly JudgedQuery[],
  thresholds: readonly number[],
  seed: number,
  nameOf: (box: IdentityBox) => string,
): EmbedderEvaluation['bySide'] {
  const names = judged.map(({ query }) => nameOf(queries[query].box));
  return [...new Set(names)].sort().map((name) => {
    const own = judged.filter((_, at) => names[at] === name);
    const groups = own.map(({ individualId }) => individualId);
    const figure = (of: (query: JudgedQuery) => number) =>
      counted(figureOf(own.map(of), { seed, groups }));
    const within = (places: number) =>
      figure(({ known, rank }) => (known ? Number(rank !== null && rank <= places) : NaN));
    return {
      name,
      map5: figure((query) =>
        averagePrecisionAt5(rankInList(query, thresholds[query.query] ?? NaN)),
      ),
      top1: within(1),
      top5: within(5),
      top10: within(10),
    };
  });
}

/** Queries whose first answer is wrong, the surest of these first. */
function mistakesOf(
  { queries, gallery }: EmbedderSet,
  judged: readonly JudgedQuery[],
  threshold: number,
): EmbedderEvaluation['mistakes'] {
  const wrong = judged.filter(({ known, rank, topScore, ranked }) =>
    known ? rank !== 1 : topScore > threshold && ranked.length > 0,
  );
  wrong.sort((a, b) => b.topScore - a.topScore);
  return wrong
    .slice(0, MISTAKES)
    .flatMap(({ query, individualId, known, rank, topScore, ranked }) => {
      const [answer] = ranked;
      if (answer === undefined) return [];
      const truth = known
        ? ranked.find(({ individual }) => individual === individualId)
        : undefined;
      const { box } = queries[query];
      return [
        {
          query: shownBox(box),
          truth: box.code,
          truthBox: truth === undefined ? null : shownBox(gallery[truth.bestRow].box),
          answer: gallery[answer.bestRow].box.code ?? '',
          answerBox: shownBox(gallery[answer.bestRow].box),
          score: topScore,
          rank,
        },
      ];
    });
}

const shownBox = ({ boxId, photoId, photoName, x, y, w, h }: IdentityBox): ShownBox => ({
  photoId,
  photoName,
  x,
  y,
  w,
  h,
  boxId,
});
