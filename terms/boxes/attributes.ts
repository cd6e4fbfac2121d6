/**
 * What is said of a box beside its class and its place: one table. The zod of a box, the columns of the
 * database, what Annotate shows and its keys, the columns of tables in and out, export filters and undo
 * are made from it. A new attribute is a row here and a migration that adds its column.
 */
import { z } from 'zod';
import { leastGrade, mostGrade } from '../grades.ts';
import { side } from '../sides.ts';

interface Attribute {
  title: string;
  /** Column of `boxes`; a box of which nothing was said has null there, of a flag 0, of a side `unknown`. */
  column: string;
}

interface Grade extends Attribute {
  /** Title where there is little room. */
  short: string;
  /** Key in Annotate that gives the next grade. */
  shortcut: string;
  least: number;
  most: number;
  /** The worst of these is the quality of the picture; such a grade runs from 1 to 3. */
  isQuality: boolean;
  /** Words that head its column in other people's tables, in small letters and digits alone. */
  headerWords: readonly string[];
}

interface Flag extends Attribute {
  /** Key in Annotate that sets it, or takes it back. */
  shortcut: string;
  /** What setting it is called in the undo menu, and what the key does. */
  action: string;
  toggles: string;
  /** As one reads it out of a box that has it. */
  spoken: string;
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
    headerWords: ['angle'],
  },
  exposure: {
    ...oneToThree,
    title: 'Exposure',
    short: 'Exposure',
    column: 'exposure',
    shortcut: 'e',
    isQuality: true,
    headerWords: ['exposure'],
  },
  focus: {
    ...oneToThree,
    title: 'Focus',
    short: 'Focus',
    column: 'focus',
    shortcut: 'f',
    isQuality: true,
    headerWords: ['focus', 'sharpness'],
  },
  visible: {
    ...oneToThree,
    title: 'Proportion visible',
    short: 'Visible',
    column: 'visible',
    shortcut: 'v',
    isQuality: true,
    headerWords: ['visible', 'proportionvisible'],
  },
  /** How well marked the animal is. */
  distinctiveness: {
    ...oneToThree,
    title: 'Distinctiveness',
    short: 'Distinctive',
    column: 'distinctiveness',
    shortcut: 'd',
    isQuality: false,
    headerWords: ['distinctiveness', 'distinct'],
  },
} as const satisfies Record<string, Grade>;

export type GradeName = keyof typeof boxGrades;
export const gradeNames = Object.keys(boxGrades) as GradeName[];

/** Grades whose worst is the quality of the picture. */
export type QualityName = {
  [Name in GradeName]: (typeof boxGrades)[Name]['isQuality'] extends true ? Name : never;
}[GradeName];
export const qualityNames = gradeNames.filter(
  (name): name is QualityName => boxGrades[name].isQuality,
);

export const boxFlags = {
  cannotIdentify: {
    title: 'Cannot be identified',
    column: 'cannot_identify',
    shortcut: 'x',
    action: 'Cannot identify',
    toggles: 'Cannot be identified, or can',
    spoken: 'cannot be identified',
  },
} as const satisfies Record<string, Flag>;

export type FlagName = keyof typeof boxFlags;
export const flagNames = Object.keys(boxFlags) as FlagName[];

const shapeOf = <Name extends string, Schema>(
  names: readonly Name[],
  schemaOf: (name: Name) => Schema,
) => Object.fromEntries(names.map((name) => [name, schemaOf(name)])) as Record<Name, Schema>;

export const gradeShape = shapeOf(gradeNames, (name) => {
  const { least, most } = boxGrades[name];
  return z.number().int().min(least).max(most).nullable();
});
export const boxGradeValues = z.object(gradeShape);
export type GradeValues = z.infer<typeof boxGradeValues>;

/** Everything that is said of a box, as a shape of zod. */
export const attributeShape = {
  side,
  ...gradeShape,
  ...shapeOf(flagNames, () => z.boolean()),
};
const attributes = z.object(attributeShape);
export type BoxAttributes = z.infer<typeof attributes>;

/** Of a box of which nothing was said. */
export const blankAttributes: BoxAttributes = {
  side: 'unknown',
  ...(Object.fromEntries(gradeNames.map((name) => [name, null])) as Record<GradeName, null>),
  ...(Object.fromEntries(flagNames.map((name) => [name, false])) as Record<FlagName, false>),
};

/** The worst of the quality grades that were given, or null if none was. */
export function qualityOf(box: Pick<GradeValues, QualityName>): number | null {
  const given = qualityNames.map((name) => box[name]).filter((value) => value !== null);
  return given.length === 0 ? null : Math.min(...given);
}
