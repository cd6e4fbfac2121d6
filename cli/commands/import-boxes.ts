import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import {
  boxFormat,
  boxSources,
  type BoxFormat,
  type BoxImportReport,
} from '#terms/imports/boxes.ts';
import { examplesInWords } from '#terms/imports/example.ts';
import { boxesInWords } from '#terms/imports/in-words.ts';
import { countsInWords, noteInWords, tookAll } from '#terms/imports/report.ts';
import { exitCode } from '../exit-codes.ts';
import { output, type OutputOptions } from '../output.ts';
import { withCatalogue } from '../session.ts';

interface ImportBoxesOptions extends OutputOptions {
  catalogue?: string;
  format?: BoxFormat;
  dryRun?: true;
  ignoreFolders?: true;
  class?: Record<string, string>;
}

/** `0=dorsal fin` for one class of the file, or a name for all that have none. */
function classChoice(text: string, before: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=');
  const name = text.slice(at + 1).trim();
  if (name === '') throw new InvalidArgumentError('It is NAME, or NUMBER=NAME.');
  return { ...before, [text.slice(0, Math.max(0, at)).trim()]: name };
}

const reportText = (report: BoxImportReport, isDry: boolean): string =>
  [
    boxesInWords(report, isDry),
    `Boxes: ${countsInWords(report)}.`,
    ...examplesInWords(report.examples),
    ...report.notes.map((note) => `  ${noteInWords(note)}`),
    '',
  ].join('\n');

/** Adds `import boxes` to the `import` command. */
export function addImportBoxesCommand(program: Command): void {
  const parent = program.commands.find((command) => command.name() === 'import');
  if (parent === undefined) throw new Error('There is no import command to add to.');
  parent
    .command('boxes')
    .argument('<source>', boxSources)
    .addOption(
      new Option('--format <name>', 'instead of the one that the source looks like').choices(
        boxFormat.options,
      ),
    )
    .option(
      '--class <number=name>',
      'what a class of the file is here; a name alone for boxes whose class it does not say; may be repeated',
      classChoice,
    )
    .option('--ignore-folders', 'tell photos by their names alone, whatever folders the file names')
    .option('--dry-run', 'show what would be stored; store nothing')
    .description(
      'Imports boxes that another tool drew, in fractions or pixels, whichever the format has.\n' +
        'Photos are found by name, and by folder where the file names one. Boxes with a confidence wait to\n' +
        'be checked. Rows that cannot be taken are listed with file, line and reason; exit code 3.\n\n' +
        'Examples:\n' +
        '  resight import boxes ~/yolo --dry-run --catalogue ~/whales\n' +
        '  resight import boxes ~/labels --class 0="dorsal fin" --class 1=fluke',
    )
    .action(async (source: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<ImportBoxesOptions>();
      const isDry = options.dryRun === true;
      await withCatalogue(options.catalogue, async ({ client }) => {
        const report = await client.boxes.import({
          path: resolve(source),
          dryRun: isDry,
          ignoreFolders: options.ignoreFolders === true,
          classes: options.class ?? {},
          ...(options.format === undefined ? {} : { format: options.format }),
        });
        output(options, report, (made) => reportText(made, isDry));
        if (!tookAll(report)) process.exitCode = exitCode.partly;
      });
    });
}
