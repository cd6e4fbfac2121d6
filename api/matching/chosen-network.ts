/** The embedder in use, with what its validation said of its scores. */
import { z } from 'zod';
import { probabilityOf, type Probability } from '#catalog/matching/calibration.ts';
import { calibration, type Calibration } from '#terms/matching/calibration.ts';
import type { Catalogue } from '#catalog/catalogue.ts';
import { chosenModel } from '#catalog/queries/models.ts';
import type { StoredModel } from '#terms/models/versions.ts';

export interface ChosenNetwork {
  model: StoredModel;
  calibration: Calibration | null;
  /** τ of the first score, above which a query is more likely somebody known than somebody new. */
  threshold: number | null;
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
  return {
    model,
    calibration: said.success ? said.data : null,
    threshold: threshold.success ? threshold.data : null,
  };
}

/** Null where the network's validation had too few pairs to say it. */
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
