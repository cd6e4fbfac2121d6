import type { Bench } from '../bench-row.ts';
import { startAndMemory } from './start-and-memory.ts';

export const appBenches: readonly Bench[] = [
  { name: 'app: start and memory on the demo', run: () => startAndMemory() },
];
