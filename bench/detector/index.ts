import type { Bench } from '../bench-row.ts';
import { demoTraining } from './demo-training.ts';
import { detectionThroughput, largePhotos } from './throughput.ts';

export const detectorBenches: readonly Bench[] = [
  {
    name: 'detector: throughput',
    run: detectionThroughput,
  },
  { name: 'detector: large photos', run: largePhotos },
  { name: 'detector: training on the demo catalogue', run: demoTraining },
];
