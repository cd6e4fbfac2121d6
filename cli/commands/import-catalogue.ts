import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import type { ImportOutcome } from '#terms/imports/catalogue-table.ts';
import { importField, type ColumnMapping } from '#terms/imports/columns.ts';
import { dayOrder, type DayOrder } from '#terms/imports/dates.ts';
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
  level?: number;
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

function reportText({ report, adds }: ImportOutcome, isDry: boolean): string {
  const would = isDry ? ' would be' : '';
  return [
    `Rows: ${countsInWords(report)}.\n`,
    `${adds.identified} photos${would} identified, ${adds.individualsAdded} individuals${would} new, ${adds.individualsKnown} known.\n`,
    ...report.notes.map((note) => `  ${noteInWords(note)}\n`),
  ].join('');
}

/** Adds `import catalogue` to the `import` command. */
export function addImportCatalogueCommand(program: Command): void {
  const parent = program.commands.find((command) => command.name() === 'import');
  if (parent === undefined) throw new Error('There is no import command to add to.');
  parent
    .command('catalogue')
    .argument(
      '<source>',
      'a table (.csv, .xlsx, .ods), or a folder whose folders are named by individual',
    )
    .option('--column <field=header>', 'which column holds a field; may be repeated', columnChoice)
    .option(
      '--level <number>',
      'which level of folders names the individuals, from 1 at the top',
      wholeNumber,
    )
    .option('--sheet <name>', 'which sheet of a workbook, where several hold rows')
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
        '  resight import catalogue ~/individuals --level 2 --dry-run',
    )
    .action(async (path: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<ImportCatalogueOptions>();
      const place = resolve(path);
      const isFolder = statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
      const given = isFolder
        ? { folder: place, level: options.level }
        : { file: place, sheet: options.sheet };
      await withCatalogue(options.catalogue, async ({ client }) => {
        const looked = await client.imports.inspectCatalogue({ source: given });
        const { header, mapping, dayOrders, unknownPhotos, sheets } = looked;
        if (sheets.length > 1 && options.sheet === undefined) {
          const names = sheets.map(({ name }) => `"${name}"`).join(', ');
          throw new Error(`${place} has several sheets, ${names}. Say --sheet NAME.`);
        }
        const source = 'file' in given ? { ...given, sheet: looked.sheet ?? undefined } : given;
        const chosen = mappingOf(mapping, header, options.column ?? []);
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
