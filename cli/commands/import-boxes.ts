import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import {
  boxFormat,
  boxSources,
  type BoxFormat,
  type BoxImportReport,
} from '#terms/imports/boxes.ts';
import { countsInWords, noteInWords, tookAll } from '#terms/imports/report.ts';
import { exitCode } from '../exit-codes.ts';
import { output, type OutputOptions } from '../output.ts';
import { withCatalogue } from '../session.ts';

interface ImportBoxesOptions extends OutputOptions {
  catalogue?: string;
  format?: BoxFormat;
  dryRun?: true;
  ignoreFolders?: true;
}

function reportText(report: BoxImportReport, isDry: boolean): string {
  const names = report.names > 0 ? `${report.names} named, ` : '';
  const doubted =
    report.doubtedPhotos > 0
      ? `${report.doubtedPhotos} photos not marked as checked, because something of them was not taken.\n`
      : '';
  return (
    `${report.boxes} boxes ${isDry ? 'would be ' : ''}stored (${report.proposals} to be checked), ` +
    `${names}${report.checkedPhotos} photos marked as checked.\n` +
    `Boxes: ${countsInWords(report)}.\n${doubted}` +
    report.notes.map((note) => `  ${noteInWords(note)}\n`).join('')
  );
}

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
    .option('--ignore-folders', 'tell photos by their names alone, whatever folders the file names')
    .option('--dry-run', 'show what would be stored; store nothing')
    .description(
      'Imports boxes that another tool drew, in fractions or pixels, whichever the format has.\n' +
        'Photos are found by name, and by folder where the file names one. Boxes with a confidence wait to be checked. Rows that cannot be\n' +
        'taken are listed with file, line and reason; exit code 3.\n\n' +
        'Example: resight import boxes ~/yolo --dry-run --catalogue ~/whales',
    )
    .action(async (source: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<ImportBoxesOptions>();
      const isDry = options.dryRun === true;
      await withCatalogue(options.catalogue, async ({ client }) => {
        const report = await client.boxes.import({
          path: resolve(source),
          dryRun: isDry,
          ignoreFolders: options.ignoreFolders === true,
          ...(options.format === undefined ? {} : { format: options.format }),
        });
        output(options, report, (made) => reportText(made, isDry));
        if (!tookAll(report)) process.exitCode = exitCode.partly;
      });
    });
}
