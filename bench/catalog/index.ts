import type { Bench } from '../bench-row.ts';
import { listQueries } from './list-queries.ts';
import { opening } from './opening.ts';

export const catalogBenches: readonly Bench[] = [
  { name: 'catalog: lists and filters of 100,000 photos', run: async () => listQueries() },
  { name: 'catalog: opening', run: async () => opening() },
];
