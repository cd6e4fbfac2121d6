import type { Bench } from '../bench-row.ts';
import { demoTraining } from './demo-training.ts';
import { detectionThroughput } from './throughput.ts';

export const detectorBenches: readonly Bench[] = [
  {
    name: 'detector: throughput',
    run: async () => [
      ...(await detectionThroughput(320, null)),
      ...(await detectionThroughput(320, 1280)),
      ...(await detectionThroughput(640, null)),
    ],
  },
  { name: 'detector: training on the demo catalogue', run: demoTraining },
];
