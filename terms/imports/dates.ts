import { z } from 'zod';

/** Which of the first two numbers of `03/04/2021` is the day. */
export const dayOrder = z.enum(['day-first', 'month-first']);
export type DayOrder = z.infer<typeof dayOrder>;

/**
 * How the dates of a whole column read: `iso` tells itself, `ambiguous` must be asked, `both` holds dates
 * of both orders, of which some will be refused.
 */
export const columnDates = z.enum(['iso', ...dayOrder.options, 'ambiguous', 'both']);
export type ColumnDates = z.infer<typeof columnDates>;
