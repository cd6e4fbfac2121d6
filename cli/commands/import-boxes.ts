import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import {
  boxFormat,
  boxSources,
  type BoxFormat,
  type BoxImportReport,
} from '#terms/imports/boxes.ts';
import { exitCode } from '../exit-codes.ts';
import { output, type OutputOptions } from '../output.ts';
import { withCatalogue } from '../session.ts';

interface ImportBoxesOptions extends OutputOptions {
  catalogue?: string;
  format?: BoxFormat;
  dryRun?: true;
}

function reportText(report: BoxImportReport, isDry: boolean): string {
  const notes = report.notes.map(
    ({ file, line, outcome, reason }) =>
      `  ${file}${line === null ? '' : `:${line}`}: ${outcome}: ${reason}\n`,
  );
  return (
    `${report.boxes} boxes ${isDry ? 'would be ' : ''}stored (${report.proposals} to be checked), ` +
    `${report.checkedPhotos} photos marked as checked, ${report.alreadyThere} boxes there already, ` +
    `${report.mended} mended, ${report.refused} refused.\n${notes.join('')}`
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
    .option('--dry-run', 'show what would be stored; store nothing')
    .description(
      'Imports boxes that another tool drew, in fractions or pixels, whichever the format has.\n' +
        'Photos are found by name. Boxes with a confidence wait to be checked. Rows that cannot be\n' +
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
          ...(options.format === undefined ? {} : { format: options.format }),
        });
        output(options, report, (made) => reportText(made, isDry));
        if (report.refused > 0) process.exitCode = exitCode.partly;
      });
    });
}
