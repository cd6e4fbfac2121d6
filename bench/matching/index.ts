import type { Bench } from '../bench-row.ts';
import { nearestOf } from './nearest.ts';

export const matchingBenches: readonly Bench[] = [
  { name: 'matching: nearest of 51,000 vectors', run: nearestOf },
];
