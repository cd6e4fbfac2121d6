import type { CaptureHistories, CaptureHistory } from '#catalog/sightings/capture-histories.ts';
import { timeUnits, type OccasionGaps } from '#terms/exports/occasions.ts';
import type { ExportOptions } from '#terms/exports/options.ts';
import { ExportError } from '../export-error.ts';

/** MARK reads records of at most this many characters. */
const RECORD_LIMIT = 240;

type MarkOptions = Pick<ExportOptions, 'groupBy'>;

const sexes = ['female', 'male', 'unknown'] as const;

/** A comment that cannot end early and that no other record has. */
function uniqueComment(code: string, used: Set<string>): string {
  const plain = code
    .replaceAll('*/', '* /')
    .replace(/[\r\n;]+/g, ' ')
    .trim();
  let comment = plain;
  for (let copy = 2; used.has(comment); copy += 1) comment = `${plain} (${copy})`;
  used.add(comment);
  return comment;
}

/** Lines of comment, each with words of its own and none longer than a record may be. */
function* commentLines(occasions: readonly string[], { unit, between }: OccasionGaps) {
  yield* wrapped(
    `${occasions.length} ${occasions.length === 1 ? 'occasion' : 'occasions'}:`,
    occasions,
  );
  if (between.length > 0) yield* wrapped(`Time intervals in ${timeUnits[unit].title}:`, between);
}

function* wrapped(title: string, words: readonly (string | number)[]): Generator<string> {
  let line = title;
  for (const [index, word] of words.entries()) {
    if (line.length + String(word).length > RECORD_LIMIT - 20) {
      yield `/* ${line} */\n`;
      line = `${title.replace(/:$/, '')}, from ${index + 1}:`;
    }
    line += ` ${word}${index === words.length - 1 ? '' : ','}`;
  }
  yield `/* ${line} */\n`;
}

/**
 * Encounter histories for Program MARK: `HISTORY FREQUENCIES /* CODE *\/;`, one record a line, one
 * frequency a group, no blank lines. Animals never caught have no record. A comment before them names the occasions and
 * the time between them, which MARK is to be told.
 *
 * @throws ExportError if a record would be longer than MARK reads.
 */
export function* markInp(
  { occasions, gaps, histories }: CaptureHistories,
  { groupBy }: MarkOptions,
): Generator<string> {
  const used = new Set<string>();
  const present = sexes.filter((sex) => histories.some((history) => history.sex === sex));
  const frequencies = (history: CaptureHistory) =>
    groupBy === 'none' ? '1' : present.map((sex) => (sex === history.sex ? '1' : '0')).join(' ');
  yield* commentLines(occasions, gaps);
  for (const history of histories) {
    if (!history.caught.includes(1)) continue;
    const record = `${history.caught.join('')} ${frequencies(history)} /* ${uniqueComment(history.code, used)} */;`;
    if (record.length > RECORD_LIMIT) {
      throw new ExportError(
        `The history of ${history.code} has ${history.caught.length} occasions and its record ${record.length} characters; MARK reads ${RECORD_LIMIT}. Choose longer occasions, such as months instead of days.`,
        { code: history.code, occasions: history.caught.length },
      );
    }
    yield `${record}\n`;
  }
}
