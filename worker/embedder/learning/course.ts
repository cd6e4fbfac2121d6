/** How an embedder's training runs, whatever of it is trained: rates, the rise of the margin, what validations find. */
import { averagePrecisionAt5, chooseThreshold, rankInList } from '#catalog/matching/open-set.ts';
import type { JudgedQuery } from '#catalog/training/judge-identities.ts';
import { averageDecayAt, learningRateAt } from '#models/optim/schedule.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import type { TrainingCourse, Validation } from '../../training/training-loop.ts';

/** Validations of a run at most, for its curves: each embeds the gallery, a third of the work of an epoch. */
const VALIDATIONS = 4;
/** The average of the parameters reaches back over this share of all steps, at most over so many. */
const average = { share: 0.04, steps: 500 };
/** The learning rate climbs over this share of all steps, at most over so many. */
const warmup = { share: 0.1, steps: 50 };

/** The parts of a course that follow from its recipe and its length. */
export function courseOf(
  recipe: EmbedderRecipe,
  totalSteps: number,
): Pick<TrainingCourse, 'rates' | 'validateEvery' | 'keep' | 'patience' | 'patientFrom'> {
  const reach = Math.max(2, Math.min(average.steps, Math.round(totalSteps * average.share)));
  const schedule = {
    curve: 'cosine' as const,
    peak: recipe.learningRate,
    floor: 0,
    warmupSteps: Math.max(1, Math.min(warmup.steps, Math.round(totalSteps * warmup.share))),
    totalSteps,
    restarts: recipe.restarts,
  };
  return {
    rates: (step) => ({
      learningRate: learningRateAt(schedule, step),
      averageDecay: averageDecayAt(step, 1 - 1 / reach, reach),
    }),
    validateEvery: Math.max(1, Math.ceil(recipe.epochs / VALIDATIONS)),
    // Without patience nothing is chosen by what it is judged by: the schedule runs to its end.
    ...(recipe.patience === null ? { keep: 'last' as const } : { patience: recipe.patience }),
    // While the margin grows the task grows with it, and a lower score is no sign of having learned enough.
    patientFrom: Math.round(recipe.marginRise * totalSteps),
  };
}

/** Share of the margin that counts at a step. */
export const riseAt = (
  { marginRise }: Pick<EmbedderRecipe, 'marginRise'>,
  step: number,
  total: number,
) => (marginRise === 0 ? 1 : Math.min(1, step / (marginRise * total)));

/** The figures of the curves: MAP@5 with new animals, and the share of known ones found first. */
export function validationOf(judged: readonly JudgedQuery[], newShare: number): Validation {
  const { threshold } = chooseThreshold(judged, newShare);
  const known = judged.filter((query) => query.known);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const map5 = mean(judged.map((one) => averagePrecisionAt5(rankInList(one, threshold))));
  const top1 = mean(known.map(({ rank }) => Number(rank === 1)));
  return { figures: { 'MAP@5': map5, 'top-1': top1 }, score: map5 };
}
