import { z } from 'zod';

/** Grades run from 1 (poor, hardly marked) to 3 (good, well marked). */
export const leastGrade = 1;
export const mostGrade = 3;

export const grade = z.number().int().min(leastGrade).max(mostGrade);

export const grades = Array.from(
  { length: mostGrade - leastGrade + 1 },
  (_, at) => leastGrade + at,
);

/** `1, 2 or 3`. */
export const either = (values: readonly number[]): string =>
  values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
