import { z } from 'zod';

/** Somebody who judges. */
export const reviewer = z.object({ id: z.number(), name: z.string(), initials: z.string() });
export type Reviewer = z.infer<typeof reviewer>;
