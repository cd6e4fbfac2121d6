import { z } from 'zod';
import { listed } from '../listed.ts';
import { idsOf } from '../tables.ts';

/** How time can be cut into capture occasions. A trip is a run of days without a gap longer than given. */
export const occasionSchemes = {
  day: { title: 'Days' },
  trip: { title: 'Trips' },
  month: { title: 'Months' },
  season: { title: 'Seasons' },
  year: { title: 'Years' },
} as const;

/** Days of the gap that ends a trip. */
export const tripGap = { least: 0, most: 365, usual: 3 } as const;

export const occasionScheme = z.union([
  z.object({ by: z.enum(idsOf(occasionSchemes)).exclude(['trip']) }),
  z.object({
    by: z.literal('trip'),
    gapDays: z.number().int().min(tripGap.least).max(tripGap.most),
  }),
]);
export type OccasionScheme = z.infer<typeof occasionScheme>;

/** In what the time between capture occasions is counted: in days between the begins of days and trips. */
export const timeUnits = {
  day: { title: 'days' },
  month: { title: 'months' },
  season: { title: 'seasons' },
  year: { title: 'years' },
} as const;
const timeUnit = z.enum(idsOf(timeUnits));
export type TimeUnit = z.infer<typeof timeUnit>;

/** How far apart the occasions of an export are, one number fewer than there are occasions. */
export const occasionGaps = z.object({ unit: timeUnit, between: z.array(z.number().int()) });
export type OccasionGaps = z.infer<typeof occasionGaps>;

/** Numbers and labels said in a sentence before it becomes a list nobody reads. */
const MOST_SAID = 12;

const several = (words: readonly (string | number)[]) =>
  words.length <= MOST_SAID
    ? words.join(', ')
    : `${words.slice(0, MOST_SAID - 1).join(', ')}, … ${words.at(-1)}`;

/** `4 occasions: 2014, 2016, 2017, 2020; 2, 1 and 3 years apart`. */
export function occasionsInWords(labels: readonly string[], gaps: OccasionGaps | null): string {
  const which = `${labels.length} ${labels.length === 1 ? 'occasion' : 'occasions'}: ${several(labels)}`;
  if (gaps === null || gaps.between.length === 0) return which;
  const { unit, between } = gaps;
  const [first] = between;
  const title = (count: number) =>
    count === 1 ? timeUnits[unit].title.slice(0, -1) : timeUnits[unit].title;
  if (between.every((gap) => gap === first))
    return `${which}; each ${first} ${title(first)} after the last`;
  const apart =
    between.length <= MOST_SAID ? listed(between.map(String), ' and ') : several(between);
  return `${which}; ${apart} ${timeUnits[unit].title} apart`;
}
