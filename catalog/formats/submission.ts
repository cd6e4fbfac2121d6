/** Kaggle's submission: five names a picture, in the order and with the pictures of the sample. */
import { csvLine } from './csv-line.ts';
import { readCsv } from './csv-rows.ts';

/** What a picture's animal is called that is not among the known. */
export const newIndividualName = 'new_individual';
/** Names a picture. */
export const namesEach = 5;

/**
 * Pictures of a sample submission in its order.
 * @throws Error naming the file if its columns are not `image,predictions`, or a picture comes twice
 */
export function readSample(bytes: Uint8Array, file: string): string[] {
  const { header, rows, problems } = readCsv(bytes, file);
  if (problems.length > 0)
    throw new Error(`${file}, line ${problems[0].line}: ${problems[0].reason}`);
  if (header.join(',') !== 'image,predictions')
    throw new Error(
      `${file} has the columns ${header.join(', ')}; a sample submission has image, predictions.`,
    );
  const pictures = rows.map(({ cells }) => cells[0] ?? '');
  const seen = new Set<string>();
  for (const [at, picture] of pictures.entries()) {
    if (picture === '') throw new Error(`${file}, line ${rows[at].line}: no picture is named.`);
    if (seen.has(picture))
      throw new Error(`${file}, line ${rows[at].line}: ${picture} is there twice.`);
    seen.add(picture);
  }
  return pictures;
}

/** One row of the submission; short lists are filled, as Kaggle wants five names. */
export function submissionLine(
  picture: string,
  names: readonly string[],
  fill: readonly string[],
): string {
  const unique = [...new Set([...names, ...fill])].slice(0, namesEach);
  return csvLine([picture, unique.join(' ')]);
}

export const submissionHeader = csvLine(['image', 'predictions']);
