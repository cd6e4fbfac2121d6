import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { grade } from '#terms/grades.ts';
import { side } from '#terms/sides.ts';

const handBox = z.object({
  /** Fractions of the upright photo, top left corner. */
  x: z.number().min(0).max(1),
  y: z.number().min(0).max(1),
  w: z.number().positive().max(1),
  h: z.number().positive().max(1),
  side: side.default('unknown'),
  /** Grades by eye, 3 the best: of the photo, and how well marked the animal is. */
  grades: z
    .object({ angle: grade, exposure: grade, focus: grade, visible: grade, distinctiveness: grade })
    .optional(),
  /** Code that the person gives it before anything is matched; its photo is boxed by hand. */
  individual: z.string().optional(),
  /** Who others say it is, to judge the ranking by; the person at the screen does not know. */
  truth: z.string().optional(),
});
export type HandBox = z.infer<typeof handBox>;

/**
 * What a person saw: fins by photo, its path below the folder of photos, `/` between the parts.
 * @throws ZodError naming the box that is none
 */
export async function readHandBoxes(path: string): Promise<ReadonlyMap<string, HandBox[]>> {
  const file = z.record(z.string(), z.array(handBox));
  return new Map(Object.entries(file.parse(JSON.parse(await readFile(path, 'utf8')))));
}
