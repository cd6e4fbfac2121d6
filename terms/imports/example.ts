import { z } from 'zod';
import { id } from '../common.ts';
import { rectangle } from '../geometry.ts';

/** How many examples of what an import would do are shown beside its counts. */
const exampleCount = 10;

/** One thing that an import would store, for a person to look at before it does. */
export const importExample = z.object({
  photoId: id,
  /** The photo's file name. */
  photo: z.string(),
  /** Where on it, in fractions of the upright photo; null for all of it. */
  box: rectangle.nullable(),
  /** What is said of it: `FW012 · left`, `dorsal fin · FW012`. */
  says: z.string(),
  /** Where it stands, as a note of the report has it. */
  file: z.string(),
  line: z.number().int().nullable(),
});
export type ImportExample = z.infer<typeof importExample>;

/** Some of many, from the first to the last, evenly; all if they are few. */
export function spread<T>(all: readonly T[], most = exampleCount): T[] {
  if (all.length <= most) return [...all];
  const step = (all.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, at) => all[Math.round(at * step)]).filter(
    (each) => each !== undefined,
  );
}

/** A line for each, `  IMG_0012.JPG: FW012 · left (animals.csv:3)`, under a heading. */
export const examplesInWords = (examples: readonly ImportExample[]): string[] =>
  examples.length === 0
    ? []
    : [
        'For example:',
        ...examples.map(
          ({ photo, says, file, line }) =>
            `  ${photo}: ${says}${line === null ? '' : ` (${file}:${line})`}`,
        ),
      ];
