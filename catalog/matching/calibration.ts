/**
 * From a score to a probability: of pairs of photos with such a score, what part showed the same animal.
 * Fitted to pairs whose answer is known and whose animals the network did not learn from.
 */
import type { Calibration, CalibrationMethod } from '#terms/matching/calibration.ts';

export interface ScoredPair {
  /** Cosine, −1…1. */
  score: number;
  /** Whether both photos show one animal. */
  same: boolean;
}

/** Fewest pairs of each kind that a calibration can be made from. */
const fewestPairs = 5;

/** A probability with the number of pairs that stand behind it. */
export interface Probability {
  probability: number;
  n: number;
}

/** The probability of a score. */
export function probabilityOf(calibration: Calibration, score: number): Probability {
  switch (calibration.method) {
    case 'logistic':
      return {
        probability: sigmoid(calibration.slope * score + calibration.intercept),
        n: calibration.n,
      };
    case 'isotonic': {
      const [first] = calibration.steps;
      const step = calibration.steps.findLast(({ from }) => from <= score) ?? first;
      return { probability: step?.probability ?? 0, n: step?.n ?? 0 };
    }
  }
}

/**
 * @throws RangeError where there are too few pairs of the same or of different animals to say anything
 */
export function fitCalibration(
  pairs: readonly ScoredPair[],
  method: CalibrationMethod,
): Calibration {
  const same = pairs.reduce((count, pair) => count + Number(pair.same), 0);
  if (same < fewestPairs || pairs.length - same < fewestPairs)
    throw new RangeError(
      `Calibrating scores: ${same} pairs of the same animal and ${pairs.length - same} of different ones are too few; ${fewestPairs} of each are needed. Identify more photos of animals that are seen again.`,
    );
  switch (method) {
    case 'logistic':
      return fitLogistic(pairs, same);
    case 'isotonic':
      return fitIsotonic(pairs);
  }
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/**
 * Newton's method on the log-likelihood. Targets are drawn in from 0 and 1 by Platt's rule, so that pairs
 * which can be told apart wholly do not give a slope without end.
 */
function fitLogistic(
  pairs: readonly ScoredPair[],
  same: number,
): Extract<Calibration, { method: 'logistic' }> {
  const n = pairs.length;
  const [high, low] = [(same + 1) / (same + 2), 1 / (n - same + 2)];
  const centre = pairs.reduce((sum, { score }) => sum + score, 0) / n;
  let [slope, height] = [0, Math.log((same + 1) / (n - same + 1))];
  const loss = (a: number, b: number) =>
    pairs.reduce((sum, { score, same }) => {
      const z = a * (score - centre) + b;
      const softplus = Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
      return sum + softplus - (same ? high : low) * z;
    }, 0);
  let value = loss(slope, height);
  for (let round = 0; round < 100; round++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 1e-10, 0, 1e-10];
    for (const { score, same } of pairs) {
      const x = score - centre;
      const p = sigmoid(slope * x + height);
      const [error, w] = [p - (same ? high : low), p * (1 - p)];
      ga += error * x;
      gb += error;
      haa += w * x * x;
      hab += w * x;
      hbb += w;
    }
    const determinant = haa * hbb - hab * hab;
    const da = -(hbb * ga - hab * gb) / determinant;
    const db = -(haa * gb - hab * ga) / determinant;
    let step = 1;
    let next = loss(slope + da, height + db);
    while (next > value && step > 1e-6) {
      step /= 2;
      next = loss(slope + step * da, height + step * db);
    }
    if (!(next <= value)) break;
    slope += step * da;
    height += step * db;
    if (value - next < 1e-9 * Math.max(1, value)) break;
    value = next;
  }
  return { method: 'logistic', slope, intercept: height - slope * centre, n };
}

interface Block {
  from: number;
  same: number;
  n: number;
}

/** A rate that is not certain after a few cases (Jeffreys): (same + ½) / (n + 1). */
const rateOf = ({ same, n }: Block): number => (same + 0.5) / (n + 1);

/**
 * Pairs in bins of twenty or more (fewer where there are few), then neighbours joined until rates rise
 * (pool adjacent violators).
 */
function fitIsotonic(pairs: readonly ScoredPair[]): Extract<Calibration, { method: 'isotonic' }> {
  const sorted = pairs.toSorted((a, b) => a.score - b.score);
  const size = Math.max(5, Math.min(20, Math.floor(sorted.length / 10)));
  const blocks: Block[] = [];
  for (const [at, { score, same }] of sorted.entries()) {
    const last = blocks.at(-1);
    // Equal scores stay together: they cannot have two probabilities.
    const equal = sorted[at - 1]?.score === score;
    const rest = sorted.length - at;
    if (!last || (last.n >= size && !equal && rest >= size))
      blocks.push({ from: score, same: Number(same), n: 1 });
    else {
      last.same += Number(same);
      last.n += 1;
    }
  }
  const rising: Block[] = [];
  for (const block of blocks) {
    let joined = block;
    for (let below = rising.at(-1); below && rateOf(below) >= rateOf(joined);) {
      joined = { from: below.from, same: below.same + joined.same, n: below.n + joined.n };
      rising.pop();
      below = rising.at(-1);
    }
    rising.push(joined);
  }
  return {
    method: 'isotonic',
    steps: rising.map((block) => ({ from: block.from, probability: rateOf(block), n: block.n })),
    n: pairs.length,
  };
}
