import { z } from 'zod';
import { listed } from '../listed.ts';
import { boxGrades, gradesFrom, ownGradeNames, type OwnGradeName } from '../boxes/attributes.ts';
import { wallClock } from '../common.ts';
import { grades } from '../grades.ts';
import { knownSide } from '../sides.ts';
import { shapeOf } from './field.ts';

/** Degrees; west is greater than east where the area crosses the antimeridian. */
export const area = z
  .object({
    south: z.number().min(-90).max(90),
    west: z.number().min(-180).max(180),
    north: z.number().min(-90).max(90),
    east: z.number().min(-180).max(180),
  })
  .refine(({ south, north }) => south <= north, 'the south lies north of the north');
export type SeaArea = z.infer<typeof area>;

const gradeFilter = (words: { title: string; flag: string; what: string }, offered: number[]) => ({
  kind: 'grade' as const,
  title: words.title,
  flag: `${words.flag} <grade>`,
  help: `${words.what} at least ${listed(offered.map(String), ' or ')}`,
  grades: offered,
  schema: z.literal(offered).optional(),
});

type LeastOf<Name extends string> = `min${Capitalize<Name>}`;
/** The filter that asks for a least grade: `minDistinctiveness`. */
export const leastOf = <Name extends OwnGradeName>(name: Name) =>
  `min${name.charAt(0).toUpperCase()}${name.slice(1)}` as LeastOf<Name>;

/** One for each grade that does not count for the quality; ungraded fins are left out. */
const gradeFilters = Object.fromEntries(
  ownGradeNames.map((name) => {
    const { title, column } = boxGrades[name];
    const words = {
      title,
      flag: `--min-${column.replaceAll('_', '-')}`,
      what: title.toLowerCase(),
    };
    return [leastOf(name), gradeFilter(words, gradesFrom(name))];
  }),
) as Record<LeastOf<OwnGradeName>, ReturnType<typeof gradeFilter>>;

/** What formats made of sightings can be narrowed by. */
export const sightingFilters = {
  /** The worst of a fin's quality grades is at least this; ungraded fins are left out. */
  minQuality: gradeFilter(
    { title: 'Photo quality', flag: '--min-quality', what: 'worst quality grade' },
    grades,
  ),
  ...gradeFilters,
  side: {
    kind: 'side',
    title: 'Side',
    flag: '--side <side>',
    help: 'left or right',
    schema: knownSide.optional(),
  },
  species: {
    kind: 'species',
    title: 'Species',
    flag: '--species <name>',
    help: 'only this species',
    schema: z.string().optional(),
  },
  takenFrom: {
    kind: 'first-day',
    title: 'From',
    flag: '--from <day>',
    help: 'photos from this day on',
    schema: wallClock.optional(),
  },
  /** The last millisecond that is in. */
  takenTo: {
    kind: 'last-day',
    title: 'Until',
    flag: '--until <day>',
    help: 'photos until this day, itself included',
    schema: wallClock.optional(),
  },
  area: {
    kind: 'area',
    title: 'Any area',
    flag: '--area <s,w,n,e>',
    help: 'photos within these degrees',
    schema: area.optional(),
  },
  /** Only what a person decided with certainty, `match` or `new`. */
  reviewedOnly: {
    kind: 'check',
    title: 'Decided by a person only',
    flag: '--reviewed-only',
    help: 'only what a person decided with certainty',
    schema: z.boolean().optional(),
  },
  /** Without fins about which two reviewers disagree and nobody had the last word. */
  settledOnly: {
    kind: 'check',
    title: 'Without fins in dispute',
    flag: '--settled-only',
    help: 'without fins about which two reviewers disagree',
    schema: z.boolean().optional(),
  },
} as const;

/** What formats made of photos and their boxes can be narrowed by. */
export const photoFilters = {
  species: sightingFilters.species,
  takenFrom: sightingFilters.takenFrom,
  takenTo: sightingFilters.takenTo,
  reviewedOnly: { ...sightingFilters.reviewedOnly, title: 'Checked photos only' },
} as const;

/** What an export takes; every field narrows, an absent one does not. */
export const sightingFilter = z.object(shapeOf(sightingFilters));
export type SightingFilter = z.infer<typeof sightingFilter>;

export const filterName = sightingFilter.keyof();
export type FilterName = z.infer<typeof filterName>;
type FilterKind = (typeof sightingFilters)[FilterName]['kind'];
interface FilterWords {
  title: string;
  flag: string;
  help: string;
}
export type FilterField = FilterWords &
  ({ kind: 'grade'; grades: readonly number[] } | { kind: Exclude<FilterKind, 'grade'> });
