import type { Bench } from '../bench-row.ts';
import { ranked, trained } from './real-animals.ts';
import { frames } from './real-frames.ts';

export const realBenches: readonly Bench[] = [
  { name: 'real animals: before anything was trained', run: ranked },
  { name: 'real animals: flukes, trained', run: () => trained('flukes', 0.86, 20) },
  { name: 'real animals: nyala, trained', run: () => trained('nyala', 0.436, 45) },
  { name: 'real animals: fins in whole photos', run: frames },
];
