import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import type {
  CatalogueSource,
  ImportOutcome,
  InspectedTable,
} from '#terms/imports/catalogue-table.ts';
import { importField, type ColumnMapping } from '#terms/imports/columns.ts';
import { dayOrder, type DayOrder } from '#terms/imports/dates.ts';
import { examplesInWords } from '#terms/imports/example.ts';
import { namesInWords } from '#terms/imports/in-words.ts';
import { countsInWords, noteInWords, tookAll } from '#terms/imports/report.ts';
import { exitCode } from '../exit-codes.ts';
import { wholeNumber } from '../numbers.ts';
import { output, type OutputOptions } from '../output.ts';
import { withCatalogue } from '../session.ts';

interface ImportCatalogueOptions extends OutputOptions {
  catalogue?: string;
  column?: [field: string, header: string][];
  dates?: DayOrder;
  sheet?: string;
  pattern?: string;
  level?: number;
  keywords?: true;
  dryRun?: true;
  ignoreFolders?: true;
}

function columnChoice(text: string, before: [string, string][] = []): [string, string][] {
  const at = text.indexOf('=');
  const field = text.slice(0, Math.max(0, at));
  if (!importField.safeParse(field).success) {
    throw new InvalidArgumentError(
      `It is FIELD=HEADER, or FIELD= to leave it out; the fields are ${importField.options.join(', ')}.`,
    );
  }
  return [...before, [field, text.slice(at + 1)]];
}

function dates(text: string): DayOrder {
  const order = dayOrder.safeParse(text);
  if (order.success) return order.data;
  throw new InvalidArgumentError(`It is ${dayOrder.options.join(' or ')}.`);
}

/** The guess, with what the person said of single fields. */
function mappingOf(
  guess: ColumnMapping,
  header: readonly string[],
  chosen: readonly [string, string][],
): ColumnMapping {
  const mapping = { ...guess };
  for (const [name, text] of chosen) {
    const field = importField.parse(name);
    if (text === '') {
      delete mapping[field];
      continue;
    }
    const column = header.indexOf(text);
    if (column === -1) {
      throw new Error(`There is no column "${text}"; the columns are ${header.join(', ')}.`);
    }
    mapping[field] = column;
  }
  return mapping;
}

const reportText = ({ report, adds, examples }: ImportOutcome, isDry: boolean): string =>
  [
    `${isDry ? 'Would be stored' : 'Stored'}: ${namesInWords(adds)}.`,
    `Rows: ${countsInWords(report)}.`,
    ...examplesInWords(examples),
    ...report.notes.map((note) => `  ${noteInWords(note)}`),
    '',
  ].join('\n');

/** What of the photos below a folder says who is on them. */
function sourceOf(place: string, options: ImportCatalogueOptions): CatalogueSource {
  const { pattern, sheet, keywords } = options;
  const isFolder = statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
  if (!isFolder) return { file: place, sheet };
  if (keywords === true) return { folder: place, keywords };
  return pattern === undefined ? { folder: place } : { folder: place, pattern };
}

/** @throws Error that names the columns, where none of them can be told to hold the animals */
function refuseUntold({ header, firstRows, name }: InspectedTable, mapping: ColumnMapping): void {
  if (mapping.individual !== undefined) return;
  const levels = header.filter((title) => title.startsWith('folder '));
  const held = levels.map((title) => {
    const at = header.indexOf(title);
    const names = [...new Set(firstRows.map((cells) => cells[at] ?? ''))].filter(
      (each) => each !== '',
    );
    return `${title.slice('folder '.length)} (${names.slice(0, 3).join(', ')}…)`;
  });
  if (levels.length === 0 && header[0] === 'photo' && header.length > 1)
    throw new Error(
      `Say which of these holds the individuals, with --column individual=…: ${header.slice(1).join(', ')}.`,
    );
  if (levels.length > 0)
    throw new Error(
      `The folders of ${name} do not tell which of them are named by individual. Say --level N: ${held.join(', ')}.`,
    );
}

/** Adds `import catalogue` to the `import` command. */
export function addImportCatalogueCommand(program: Command): void {
  const parent = program.commands.find((command) => command.name() === 'import');
  if (parent === undefined) throw new Error('There is no import command to add to.');
  parent
    .command('catalogue')
    .argument(
      '<source>',
      'a table (.csv, .xlsx, .ods), or a folder whose folders or files are named by individual',
    )
    .option('--column <field=header>', 'which column holds a field; may be repeated', columnChoice)
    .option('--sheet <name>', 'which sheet of a workbook, where several hold rows')
    .option(
      '--pattern <pattern>',
      'of a folder: what the file names say, such as "{individual}_{date}_{side}_…"',
    )
    .option('--keywords', 'of a folder: what the keywords in the photos say, each branch a column')
    .option(
      '--level <n>',
      'of a folder: which level of folders is named by individual, 1 the uppermost',
      wholeNumber,
    )
    .option('--dates <order>', 'day-first or month-first, where 03/04/2021 can be both', dates)
    .option(
      '--ignore-folders',
      'tell photos by their names alone, whatever folders the table names',
    )
    .option('--dry-run', 'show what every row would become; store nothing')
    .description(
      'Imports who is on which photo. The photos must be in the catalogue already.\n' +
        'Columns are guessed from their names. Rows that cannot be taken are listed with line and\n' +
        'reason; exit code 3. Nothing is stored if anything fails; the database is backed up first.\n\n' +
        'Examples:\n' +
        '  resight import catalogue animals.csv --column individual="Whale code" --dates day-first\n' +
        '  resight import catalogue ~/individuals --level 1 --dry-run\n' +
        '  resight import catalogue ~/field --keywords\n' +
        '  resight import catalogue ~/field --pattern "{individual}_{date}_{side}_…"',
    )
    .action(async (path: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<ImportCatalogueOptions>();
      const place = resolve(path);
      const given = sourceOf(place, options);
      await withCatalogue(options.catalogue, async ({ client }) => {
        const looked = await client.imports.inspectCatalogue({ source: given });
        const { header, mapping, dayOrders, unknownPhotos, sheets } = looked;
        if (sheets.length > 1 && options.sheet === undefined) {
          const names = sheets.map(({ name }) => `"${name}"`).join(', ');
          throw new Error(`${place} has several sheets, ${names}. Say --sheet NAME.`);
        }
        const source = 'file' in given ? { ...given, sheet: looked.sheet ?? undefined } : given;
        const level: [string, string][] =
          options.level === undefined ? [] : [['individual', `folder ${options.level}`]];
        const chosen = mappingOf(mapping, header, [...level, ...(options.column ?? [])]);
        refuseUntold(looked, chosen);
        const { date } = chosen;
        if (date !== undefined && dayOrders[date] === 'ambiguous' && options.dates === undefined) {
          throw new Error(
            `The dates in the column "${header[date]}" can be read both ways. Say --dates day-first or --dates month-first.`,
          );
        }
        if (unknownPhotos > 0) {
          process.stderr.write(
            `${unknownPhotos} photos of this folder are not in the catalogue yet: resight import photos "${place}"\n`,
          );
        }
        const input = {
          source,
          mapping: chosen,
          dayOrder: options.dates ?? null,
          ignoreFolders: options.ignoreFolders === true,
        };
        const isDry = options.dryRun === true;
        const outcome = isDry
          ? await client.imports.planCatalogue(input)
          : await client.imports.storeCatalogue(input);
        output(options, outcome, (made) => reportText(made, isDry));
        if (!tookAll(outcome.report)) process.exitCode = exitCode.partly;
      });
    });
}
