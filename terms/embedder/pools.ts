import { z } from 'zod';
import { idsOf } from '../tables.ts';

/** How a map of features becomes one vector. `gem`: the generalised mean, its power trained. */
export const pools = {
  gem: { title: 'Generalised mean' },
  average: { title: 'Plain mean' },
} as const;
export const poolId = z.enum(idsOf(pools));
export type PoolId = z.infer<typeof poolId>;

/** Powers of a generalised mean that are trained: one for all channels, or one for each. */
export const gemPowers = {
  one: { title: 'One in all' },
  channel: { title: 'One a channel' },
} as const;
export const gemPowersId = z.enum(idsOf(gemPowers));
export type GemPowers = z.infer<typeof gemPowersId>;
