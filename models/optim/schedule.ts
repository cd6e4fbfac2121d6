/** Learning rate over a run: a warm-up, then a curve; plain functions of the step. */

export interface Schedule {
  /** `cosine` falls as half a cosine, `linear` straight, `constant` not at all. */
  curve: 'cosine' | 'linear' | 'constant';
  /** Highest rate, reached when the warm-up ends. */
  peak: number;
  /** Share of the peak that is left at the last step; 0…1, default 0. */
  floor?: number;
  /** Steps that climb from `warmupStart`·peak to the peak; default 0. */
  warmupSteps?: number;
  /** Share of the peak at step 0 of a warm-up; default 0, so that step 0 already moves: (0+1)/n. */
  warmupStart?: number;
  /**
   * Times that a falling curve, once down, begins anew at half the height from which it fell last (warm restarts,
   * Loshchilov and Hutter 2017, arXiv:1608.03983), in parts of equal length; default 0.
   */
  restarts?: number;
  /** Steps of the whole run, warm-up included. */
  totalSteps: number;
}

/**
 * The rate of a step.
 * @param step 0 … totalSteps − 1; later steps keep the last rate
 * @throws RangeError for a schedule that makes no sense, naming what is wrong
 */
export function learningRateAt(schedule: Schedule, step: number): number {
  const { curve, peak, totalSteps } = schedule;
  const { floor = 0, warmupSteps = 0, warmupStart = 0, restarts = 0 } = schedule;
  check(schedule, floor, warmupSteps, warmupStart);
  if (step < warmupSteps) {
    const climbed = (step + 1) / warmupSteps;
    return peak * (warmupStart + (1 - warmupStart) * climbed);
  }
  const { done, part } = fallenAt(
    Math.min(step, totalSteps - 1) - warmupSteps,
    totalSteps - warmupSteps,
    restarts,
  );
  const height = peak / 2 ** part;
  switch (curve) {
    case 'constant':
      return peak;
    case 'linear':
      return height * (1 - (1 - floor) * done);
    case 'cosine':
      return height * (floor + ((1 - floor) * (1 + Math.cos(Math.PI * done))) / 2);
  }
}

/** How far a curve has fallen, 0…1, and how often it began anew before. */
function fallenAt(step: number, steps: number, restarts: number): { done: number; part: number } {
  const begin = (part: number) => Math.floor((part * steps) / (restarts + 1));
  let part = 0;
  while (part < restarts && step >= begin(part + 1)) part += 1;
  const last = begin(part + 1) - begin(part) - 1;
  return { done: last <= 0 ? 1 : (step - begin(part)) / last, part };
}

function check(
  { peak, totalSteps, restarts = 0 }: Schedule,
  floor: number,
  warmupSteps: number,
  warmupStart: number,
): void {
  const wrong = !(peak >= 0 && Number.isFinite(peak))
    ? `a peak rate of ${peak}; it must be zero or more`
    : !(Number.isInteger(totalSteps) && totalSteps > 0)
      ? `${totalSteps} steps; it must be a whole number above zero`
      : !(Number.isInteger(warmupSteps) && warmupSteps >= 0 && warmupSteps <= totalSteps)
        ? `${warmupSteps} warm-up steps; it must be 0 to ${totalSteps}, the length of the run`
        : !(floor >= 0 && floor <= 1)
          ? `a floor of ${floor}; it must be 0 to 1`
          : !(Number.isInteger(restarts) && restarts >= 0)
            ? `${restarts} restarts; it must be a whole number, zero or more`
            : !(warmupStart >= 0 && warmupStart <= 1)
              ? `a warm-up from ${warmupStart}; it must be 0 to 1`
              : undefined;
  if (wrong !== undefined) throw new RangeError(`A learning-rate schedule cannot have ${wrong}.`);
}

/**
 * Decay of the exponential moving average at a step: short at first, so that the average forgets the
 * start values, `limit` in the end (YOLOv5's limit·(1 − e^(−t/τ)); τ = 0 gives the limit at once).
 */
export function averageDecayAt(step: number, limit: number, tau = 2000): number {
  return tau === 0 ? limit : limit * (1 - Math.exp(-(step + 1) / tau));
}
