import type { Bench } from '../bench-row.ts';
import { photoGrid } from './grid.ts';

export const rendererBenches: readonly Bench[] = [
  { name: 'renderer: grid of 50,000 photos', run: () => photoGrid() },
];
