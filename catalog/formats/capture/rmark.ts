import type { CaptureHistories } from '#catalog/sightings/capture-histories.ts';

/** A factor level for R: no blanks, no quotes, nothing that read.table would split or drop. */
function level(text: string): string {
  return text.trim().replace(/[\s"'#\\]+/g, '_') || 'unknown';
}

/**
 * A table for RMark's `import.chdata(file, field.types = c("n", "s", "f", "f"))`: tab-separated,
 * first column `ch` as text, then `freq`, `id`, `sex`, `species`.
 */
export function* rmarkText({ histories }: CaptureHistories): Generator<string> {
  yield 'ch\tfreq\tid\tsex\tspecies\n';
  for (const { caught, code, sex, species } of histories) {
    if (!caught.includes(1)) continue;
    yield `${caught.join('')}\t1\t${level(code)}\t${sex}\t${level(species ?? '')}\n`;
  }
}
