import { z } from 'zod';

/** Grades run from 1 (poor, hardly marked) to 3 (good, well marked). */
export const leastGrade = 1;
export const mostGrade = 3;

export const grade = z.number().int().min(leastGrade).max(mostGrade);

export const grades = Array.from(
  { length: mostGrade - leastGrade + 1 },
  (_, at) => leastGrade + at,
);
