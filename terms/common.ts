import { z } from 'zod';

export const id = z.number().int().positive();
/** UTC milliseconds since 1970. */
export const instant = z.number().int();
/** Camera wall clock in milliseconds, written as if it were UTC; the zone stands beside it. */
export const wallClock = z.number().int();

export const page = z.object({
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(1000).default(200),
});
