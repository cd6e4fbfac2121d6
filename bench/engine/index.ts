import type { Bench } from '../bench-row.ts';
import { inferenceOf } from './inference.ts';
import { trainingOf } from './training.ts';

export const engineBenches: readonly Bench[] = [
  { name: 'engine: training EfficientNet-B0 at 128²', run: () => trainingOf(128, 3) },
  { name: 'engine: training EfficientNet-B0 at 224²', run: () => trainingOf(224, 2) },
  {
    name: 'engine: EfficientNet-B0 at work',
    run: async () => [...(await inferenceOf(1, 6, 10)), ...(await inferenceOf(16, 4, 3))],
  },
];
