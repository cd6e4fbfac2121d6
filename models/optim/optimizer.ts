/** Which optimiser trains a network, and with which settings; plain JSON, kept in checkpoints. */

interface Sgd {
  kind: 'sgd';
  momentum: number;
  nesterov: boolean;
  /** Added to the gradient as weightDecay·parameter. */
  weightDecay: number;
}

/** Decoupled weight decay (Loshchilov & Hutter 2019, arXiv:1711.05101). */
interface AdamW {
  kind: 'adamw';
  beta1: number;
  beta2: number;
  eps: number;
  /** Share of the parameter, times the learning rate, that is taken off in a step. */
  weightDecay: number;
}

export type Optimizer = (Sgd | AdamW) & {
  /** The whole gradient is shortened to this length where it is longer. */
  clipNorm?: number;
  /** Keep an exponential moving average of the parameters. */
  average?: boolean;
};

/** Flat vectors that an optimiser carries from step to step, beside the parameters. */
export function momentsOf(optimizer: Optimizer): ('moment1' | 'moment2' | 'average')[] {
  return [
    'moment1',
    ...(optimizer.kind === 'adamw' ? (['moment2'] as const) : []),
    ...(optimizer.average ? (['average'] as const) : []),
  ];
}

/** Scalars that a step feeds to the graph beside batch and state. */
interface StepScalars {
  learning_rate: number;
  /** 1/(1 − β₁ᵗ), AdamW only. */
  correction1?: number;
  /** 1/(1 − β₂ᵗ), AdamW only. */
  correction2?: number;
  /** Share of the old average that stays, with an average only. */
  average_decay?: number;
}

/**
 * The scalars of a step. AdamW's corrections are computed here in double precision: in the graph
 * 1 − 0.999 would already lose five of seven digits.
 * @param step 0 for the first
 */
export function stepScalars(
  optimizer: Optimizer,
  step: number,
  learningRate: number,
  averageDecay = 0,
): StepScalars {
  const scalars: StepScalars = { learning_rate: learningRate };
  if (optimizer.kind === 'adamw') {
    scalars.correction1 = 1 / (1 - optimizer.beta1 ** (step + 1));
    scalars.correction2 = 1 / (1 - optimizer.beta2 ** (step + 1));
  }
  if (optimizer.average) scalars.average_decay = averageDecay;
  return scalars;
}

/** @throws RangeError naming the setting that makes no sense */
export function requireOptimizer(optimizer: Optimizer): void {
  const { kind, weightDecay, clipNorm = 1 } = optimizer;
  const shares: [string, number][] =
    kind === 'sgd'
      ? [['momentum', optimizer.momentum]]
      : [
          ['beta1', optimizer.beta1],
          ['beta2', optimizer.beta2],
        ];
  for (const [name, share] of shares)
    if (!(share >= 0 && share < 1))
      throw new RangeError(`Optimiser ${kind}: ${name} is ${share}; it must be from 0 to below 1.`);
  if (!(weightDecay >= 0 && Number.isFinite(weightDecay)))
    throw new RangeError(`Optimiser ${kind}: weightDecay is ${weightDecay}; it must be 0 or more.`);
  if (!(clipNorm > 0))
    throw new RangeError(`Optimiser ${kind}: clipNorm is ${clipNorm}; it must be above 0.`);
  if (kind === 'sgd' && optimizer.nesterov && optimizer.momentum === 0)
    throw new RangeError('Optimiser sgd: Nesterov without momentum; give it a momentum above 0.');
}
