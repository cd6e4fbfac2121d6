import type { Bench } from '../bench-row.ts';
import { demoPseudoLabels, demoTraining } from './demo-training.ts';
import { embeddingThroughput } from './throughput.ts';

export const embedderBenches: readonly Bench[] = [
  { name: 'embedder: throughput at 128 px', run: () => embeddingThroughput(128) },
  { name: 'embedder: training on the demo catalogue', run: demoTraining },
  { name: 'embedder: pseudo-labels on the demo catalogue', run: demoPseudoLabels },
];
