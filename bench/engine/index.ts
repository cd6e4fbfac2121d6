import type { Bench } from '../bench-row.ts';
import { inferenceOf } from './inference.ts';
import { trainingOf } from './training.ts';

const lite0 = { backbone: 'lite0', height: 128, width: 256 } as const;
const b0 = { backbone: 'b0', height: 224, width: 224 } as const;

export const engineBenches: readonly Bench[] = [
  {
    name: 'engine: training EfficientNet-Lite0 at 128 × 256',
    run: () => trainingOf({ ...lite0, turns: 5 }),
  },
  {
    name: 'engine: training EfficientNet-B0 at 128²',
    run: () => trainingOf({ backbone: 'b0', height: 128, width: 128, turns: 5 }),
  },
  {
    name: 'engine: training EfficientNet-B0 at 224²',
    run: () => trainingOf({ ...b0, turns: 4 }),
  },
  {
    name: 'engine: EfficientNet-Lite0 at work',
    run: () => inferenceOf({ ...lite0, batch: 16, turns: 5, passes: 4, bar: 0.5 }),
  },
  {
    name: 'engine: EfficientNet-B0 at work',
    run: async () => [
      ...(await inferenceOf({ ...b0, batch: 1, turns: 6, passes: 10, bar: 0.7 })),
      ...(await inferenceOf({ ...b0, batch: 16, turns: 4, passes: 3, bar: 0.7 })),
    ],
  },
];
