import { countQueue, queuedBoxes, waitingBoxes } from '#catalog/queries/identify-queue.ts';
import type { Queue, QueueFilter } from '#terms/identity/queue.ts';
import type { NetworkOrder } from '#terms/identity/queue.ts';
import type { OpenCatalogue } from '../app.ts';
import { probabilityBy, sameAnimalAbove, type ChosenNetwork } from './chosen-network.ts';

/** How sharply the even chance is passed where nothing was calibrated, per cosine. */
const STEEPNESS = 15;

/** The probability that the most alike known photo shows the same animal, calibrated where it can be. */
const chance = (network: ChosenNetwork, score: number): number =>
  probabilityBy(network, score)?.probability ??
  1 / (1 + Math.exp(-STEEPNESS * (score - sameAnimalAbove(network))));

/**
 * Waiting fins, the surest first or those nearest to an even chance first. Fins whose place is not known
 * yet are worked out meanwhile and stand last, as do those without a vector.
 */
export function queueByDoubt(
  { catalogue, matching }: OpenCatalogue,
  filter: QueueFilter,
  order: NetworkOrder,
  limit: number,
): Queue {
  const waiting = waitingBoxes(catalogue, filter);
  const counts = countQueue(catalogue, filter);
  const ready = matching.ready();
  if (ready === null)
    return { rows: queuedBoxes(catalogue, waiting.slice(0, limit)), ...counts, placed: null };
  const { index, first, network } = ready;
  const scores = first.of(waiting);
  first.want(waiting);
  const rank = (boxId: number): number => {
    const score = scores.get(boxId);
    if (score === undefined) return 2;
    const probability = chance(network, score);
    return order === 'surest' ? 1 - probability : Math.abs(probability - 0.5);
  };
  const ranks = new Map(waiting.map((boxId) => [boxId, rank(boxId)]));
  const sorted = waiting.toSorted((a, b) => (ranks.get(a) ?? 2) - (ranks.get(b) ?? 2));
  return {
    rows: queuedBoxes(catalogue, sorted.slice(0, limit)),
    ...counts,
    placed: {
      known: scores.size,
      of: waiting.filter((boxId) => index.rowOf(boxId) !== undefined).length,
    },
  };
}
