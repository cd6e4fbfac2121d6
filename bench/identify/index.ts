import type { Bench } from '../bench-row.ts';
import { matchPage } from './match-page.ts';

export const identifyBenches: readonly Bench[] = [
  { name: 'identify: match page of 20,000 embedded boxes', run: () => matchPage() },
];
