/** Tables in workbooks: `.xlsx` of Excel, `.ods` of LibreOffice. */
import { basename, extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { listZip, type OpenedZip } from '../../portable/zip-entries.ts';
import { mostTableBytes, readWhole } from '../read-file.ts';
import type { Sheet } from './read-sheets.ts';
import type { WorkbookAsked, WorkbookTold } from './workbook-thread.ts';

/** Megabytes a thread may hold: a hundred thousand rows need some three hundred. */
const MOST_MEMORY = 1500;

/** Names of the sheets of an `.ods`, in order; read as a stream, for they stand among all the cells. */
async function odsSheetNames(zip: OpenedZip): Promise<string[]> {
  const content = zip.entries.find(({ name }) => name === 'content.xml');
  if (content === undefined) throw new Error('it holds no content.xml');
  const names: string[] = [];
  let rest = '';
  for await (const piece of (await content.read()).setEncoding('utf8')) {
    rest += piece as string;
    let read = 0;
    for (const found of rest.matchAll(/<table:table\s[^>]*?table:name="([^"]*)"[^>]*>/g)) {
      names.push(plainText(found[1]));
      read = found.index + found[0].length;
    }
    // A tag can be cut in two; none is longer than this.
    rest = rest.slice(Math.max(read, rest.length - 4096));
  }
  return names;
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};
const plainText = (xml: string) =>
  xml.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);

/** Looks at the file before anything of it is unpacked. */
async function lookedAt(path: string, isOds: boolean): Promise<string[] | null> {
  const name = basename(path);
  let zip: OpenedZip;
  try {
    zip = await listZip(path, isOds ? 'content.xml' : '[Content_Types].xml');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${name} is no workbook that can be read (${why}). A workbook with a password, or one in the old .xls form, has to be saved as .xlsx without one.`,
      { cause: error },
    );
  }
  using opened = zip;
  return isOds ? await odsSheetNames(opened) : null;
}

/**
 * All sheets of a workbook, their cells as text. It is read in a thread of its own: the caller answers others
 * meanwhile, and a file that unfolds beyond measure ends the thread and nothing else.
 *
 * @throws Error in words that name the file
 */
export async function readWorkbook(path: string): Promise<Sheet[]> {
  const name = basename(path);
  const isOds = extname(path).toLowerCase() === '.ods';
  const file = await readWhole(path, mostTableBytes);
  const names = await lookedAt(path, isOds);
  const asked: WorkbookAsked = { bytes: new Uint8Array(file), names };
  const thread = new Worker(new URL('./workbook-thread.ts', import.meta.url), {
    workerData: asked,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
  });
  try {
    return await new Promise<Sheet[]>((resolve, reject) => {
      const sheets: Sheet[] = [];
      const failed = (why: string) => reject(new Error(`${name} cannot be read: ${why}`));
      thread.on('message', (told: WorkbookTold) => {
        if ('sheet' in told) sheets.push({ name: told.sheet, rows: [] });
        else if ('rows' in told) sheets.at(-1)?.rows.push(...told.rows);
        else if ('problem' in told) failed(told.problem);
        else resolve(sheets);
      });
      thread.on('error', (error: Error & { code?: string }) =>
        failed(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? `its cells need more than ${MOST_MEMORY} MB. Save the sheet as CSV.`
            : error.message,
        ),
      );
      thread.on('exit', () => failed('the thread that read it ended.'));
    });
  } finally {
    await thread.terminate();
  }
}
