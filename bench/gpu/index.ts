import type { Bench } from '../bench-row.ts';
import { onGraphicsCard } from './on-graphics-card.ts';

export const gpuBenches: readonly Bench[] = [
  { name: 'gpu: the engine on a graphics card', run: onGraphicsCard },
];
