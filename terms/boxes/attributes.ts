/**
 * What is said of a box beside its class and its place: one table. The zod of a box, the columns of the
 * database, what Annotate shows and its keys, the columns of tables in and out, export filters and undo
 * are made from it. A new attribute is a row here and a migration that adds its column.
 */
import { z } from 'zod';
import { leastGrade, mostGrade } from '../grades.ts';
import { idsOf } from '../tables.ts';
import { side } from '../sides.ts';

interface Attribute {
  title: string;
  /** Column of `boxes`; where nothing was said it holds null, for a flag 0. */
  column: string;
  /** Key in Annotate: the next grade, or the flag set and taken back. */
  shortcut: string;
}

interface Graded extends Attribute {
  /** Title where there is little room. */
  short: string;
  least: number;
  most: number;
  /** The worst of these grades is the quality of the picture; such a one runs from 1 to 3. */
  isQuality: boolean;
  /** What tables call its column, without case, blanks and punctuation; earlier ones win. */
  headers: readonly string[];
}

interface Flagged extends Attribute {
  /** What the key does, and what the undo menu calls it. */
  toggles: string;
  action: string;
}

const oneToThree = { least: leastGrade, most: mostGrade };

/** Null while nobody graded. */
export const boxGrades = {
  angle: {
    ...oneToThree,
    title: 'Angle',
    short: 'Angle',
    column: 'angle',
    shortcut: 'a',
    isQuality: true,
    headers: ['angle'],
  },
  exposure: {
    ...oneToThree,
    title: 'Exposure',
    short: 'Exposure',
    column: 'exposure',
    shortcut: 'e',
    isQuality: true,
    headers: ['exposure'],
  },
  focus: {
    ...oneToThree,
    title: 'Focus',
    short: 'Focus',
    column: 'focus',
    shortcut: 'f',
    isQuality: true,
    headers: ['focus', 'sharpness'],
  },
  visible: {
    ...oneToThree,
    title: 'Proportion visible',
    short: 'Visible',
    column: 'visible',
    shortcut: 'v',
    isQuality: true,
    headers: ['visible', 'proportionvisible'],
  },
  /** How well marked the animal is. */
  distinctiveness: {
    ...oneToThree,
    title: 'Distinctiveness',
    short: 'Distinctive',
    column: 'distinctiveness',
    shortcut: 'd',
    isQuality: false,
    headers: ['distinctiveness', 'distinct'],
  },
} as const satisfies Record<string, Graded>;

export const boxFlags = {
  cannotIdentify: {
    title: 'Cannot be identified',
    column: 'cannot_identify',
    shortcut: 'x',
    toggles: 'Cannot be identified, or can',
    action: 'Cannot identify',
  },
} as const satisfies Record<string, Flagged>;

export type GradeName = keyof typeof boxGrades;
export type FlagName = keyof typeof boxFlags;
export const gradeNames = idsOf(boxGrades);
export const flagNames = idsOf(boxFlags);

/** Grades whose worst is the quality of the picture. */
type QualityName = {
  [Name in GradeName]: (typeof boxGrades)[Name]['isQuality'] extends true ? Name : never;
}[GradeName];
export const qualityNames = gradeNames.filter(
  (name): name is QualityName => boxGrades[name].isQuality,
);

/** The others: each stands for itself. */
export type OwnGradeName = Exclude<GradeName, QualityName>;
export const ownGradeNames = gradeNames.filter(
  (name): name is OwnGradeName => !boxGrades[name].isQuality,
);

/** A row a name, made by what `of` says of each. */
const tableOf = <Name extends string, Value>(names: readonly Name[], of: (name: Name) => Value) =>
  Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, Value>;

/** Its grades, from the least to the most. */
export function gradesFrom(name: GradeName): number[] {
  const { least, most } = boxGrades[name];
  return Array.from({ length: most - least + 1 }, (_, at) => least + at);
}

/** A grade of a box, or null while nobody gave it. */
export const gradeShape = tableOf(gradeNames, (name) => {
  const { least, most } = boxGrades[name];
  return z.number().int().min(least).max(most).nullable();
});
export type GradeValues = Record<GradeName, number | null>;

/** All grades, each as `of` gives it. */
export const gradesOf = (of: (name: GradeName) => number | null): GradeValues =>
  tableOf(gradeNames, of);
/** Likewise those that do not count for the quality. */
export const ownGradesOf = (of: (name: OwnGradeName) => number | null) =>
  tableOf(ownGradeNames, of);

/** Everything that is said of a box, in the table's order. */
export const attributeShape = { side, ...gradeShape, ...tableOf(flagNames, () => z.boolean()) };
export const boxAttributes = z.object(attributeShape);
export type BoxAttributes = z.infer<typeof boxAttributes>;
export type AttributeName = keyof BoxAttributes;
export const attributeNames = idsOf(attributeShape);

export type AttributeColumn =
  'side' | (typeof boxGrades)[GradeName]['column'] | (typeof boxFlags)[FlagName]['column'];
/** The column that holds each. */
export const attributeColumns: Readonly<Record<AttributeName, AttributeColumn>> = {
  side: 'side',
  ...tableOf(gradeNames, (name) => boxGrades[name].column),
  ...tableOf(flagNames, (name) => boxFlags[name].column),
};

/** Of a box of which nothing was said. */
export const blankAttributes: Readonly<BoxAttributes> = {
  side: 'unknown',
  ...tableOf(gradeNames, () => null),
  ...tableOf(flagNames, () => false),
};

/** The worst of the quality grades that were given, or null if none was. */
export function qualityOf(box: Pick<GradeValues, QualityName>): number | null {
  const given = qualityNames.map((name) => box[name]).filter((value) => value !== null);
  return given.length === 0 ? null : Math.min(...given);
}
