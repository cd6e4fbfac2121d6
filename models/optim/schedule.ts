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
  const { floor = 0, warmupSteps = 0, warmupStart = 0 } = schedule;
  check(schedule, floor, warmupSteps, warmupStart);
  if (step < warmupSteps) {
    const climbed = (step + 1) / warmupSteps;
    return peak * (warmupStart + (1 - warmupStart) * climbed);
  }
  const falling = totalSteps - warmupSteps - 1;
  const done = falling <= 0 ? 1 : Math.min(1, (step - warmupSteps) / falling);
  switch (curve) {
    case 'constant':
      return peak;
    case 'linear':
      return peak * (1 - (1 - floor) * done);
    case 'cosine':
      return peak * (floor + ((1 - floor) * (1 + Math.cos(Math.PI * done))) / 2);
  }
}

function check(
  { peak, totalSteps }: Schedule,
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
