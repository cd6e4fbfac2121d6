import type { Bench } from '../bench-row.ts';
import { canvas } from './canvas.ts';

export const annotateBenches: readonly Bench[] = [
  { name: 'annotate: a large photo under the hand', run: () => canvas() },
];
