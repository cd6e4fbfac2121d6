import { timeUnits, type OccasionGaps } from '#terms/exports/occasions.ts';

const quoted = (text: string) => JSON.stringify(text);

/**
 * The occasions of capture histories as R reads them: `source` it, and give `time.intervals` to RMark's `process.data`
 * or `intervals` of secr's sessions.
 */
export function* intervalsR(
  occasions: readonly string[],
  { unit, between }: OccasionGaps,
): Generator<string> {
  yield '# Capture occasions of the histories beside this file. Only those are listed on which an animal was seen.\n';
  yield `occasions <- c(${occasions.map(quoted).join(', ')})\n`;
  yield `# Time between the occasions, in ${timeUnits[unit].title}.\n`;
  yield `time.intervals <- c(${between.join(', ')})\n`;
}
