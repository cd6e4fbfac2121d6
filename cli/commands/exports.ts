import { basename, dirname, resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { exportFormat, formats, writesWhat, type ExportFormat } from '#terms/exports/formats.ts';
import { occasionsInWords } from '#terms/exports/occasions.ts';
import { exportReport, type ExportPreview } from '#terms/exports/report.ts';
import { addExportFlags, exportOptionsOf } from '../export-flags.ts';
import { codeOfJob, followJob } from '../follow-job.ts';
import { throwIfFailed } from '../throw-if-failed.ts';
import { output, type OutputOptions } from '../output.ts';
import { withCatalogue, type Session } from '../session.ts';
import { table } from '../words.ts';

interface ExportCliOptions extends OutputOptions {
  catalogue?: string;
  to: string;
  name?: string;
  replace?: true;
  dryRun?: true;
}

function formatOf(text: string): ExportFormat {
  const parsed = exportFormat.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(`It is one of ${exportFormat.options.join(', ')}.`);
}

/** The formats, each with what it writes and reads. */
const listedFormats = () =>
  exportFormat.options.map((format) => {
    const { title, usedBy, group, filters, asks } = formats[format];
    const writes = writesWhat(format);
    return { format, title, usedBy, group, writes, filters: Object.keys(filters), asks };
  });

const leftOutLines = (leftOut: ExportPreview['leftOut']) =>
  leftOut.map(({ reason, count }) => `  left out ${count}: ${reason}\n`).join('');

const warningLines = (warnings: readonly string[]) =>
  warnings.map((words) => `  ${words}\n`).join('');

const disputedLine = (disputed: number) =>
  disputed === 0
    ? ''
    : `  ${disputed} in dispute between two reviewers; --settled-only leaves them out\n`;

function previewText({
  name,
  files,
  morePaths,
  counts,
  leftOut,
  disputed,
  occasions,
  gaps,
  warnings,
}: ExportPreview): string {
  const shown = files.map(({ path, text }) => `--- ${path === '' ? name : path}\n${text}\n`);
  const more = morePaths.map((path) => `--- ${path}\n`);
  return [
    `${name}: ${counts.sightings} sightings, ${counts.individuals} individuals, ${counts.boxes} boxes, ${counts.photos} photos\n`,
    occasions.length === 0 ? '' : `  ${occasionsInWords(occasions, gaps)}\n`,
    warningLines(warnings),
    disputedLine(disputed),
    leftOutLines(leftOut),
    ...shown,
    ...more,
  ].join('');
}

async function write(
  session: Session,
  format: ExportFormat,
  cli: ExportCliOptions & Record<string, unknown>,
) {
  const path = resolve(cli.to);
  const job = await session.client.exports.start({
    format,
    options: exportOptionsOf(cli),
    // `--to sightings.csv` names the file, `--to folder` the place.
    folder: cli.name === undefined && /\.[a-z]{2,4}$/i.test(path) ? dirname(path) : path,
    name: cli.name ?? (/\.[a-z]{2,4}$/i.test(path) ? basename(path) : null),
    ifThere: cli.replace === true ? 'replace' : 'refuse',
  });
  const end = await followJob(session, job);
  process.exitCode = codeOfJob(end);
  throwIfFailed(end);
  if (end.state === 'cancelled') return;
  output(
    cli,
    exportReport.parse(end.result),
    ({ path: written, summary, leftOut, disputed, warnings }) => {
      return `${written}\n${summary}\n${warningLines(warnings)}${disputedLine(disputed)}${leftOutLines(leftOut)}`;
    },
  );
}

export function addExportCommand(program: Command): void {
  const command = program
    .command('export')
    .summary('write tables and archives for other programs')
    .argument('[format]', 'which; without it the formats are listed', formatOf)
    .option('--to <place>', 'folder, or name of the file', '.')
    .option('--name <name>', "name of the file or folder; else the catalogue's and the format's")
    .option(
      '--replace',
      'replace what an earlier export wrote there, if nobody has changed it since',
    )
    .option('--dry-run', 'show the first rows and what would be left out; write nothing');
  addExportFlags(command)
    .description(
      'Writes the catalogue, or a part of it, for other programs. A file appears whole or not at all.\n\n' +
        'Examples:\n' +
        '  resight export sightings-csv --to sightings.csv\n' +
        '  resight export mark --occasions month --min-quality 2 --reviewed-only --to ~/analysis',
    )
    .action(async (format: ExportFormat | undefined) => {
      const cli = command.optsWithGlobals<ExportCliOptions & Record<string, unknown>>();
      if (format === undefined) {
        output(cli, listedFormats(), (known) =>
          table(
            ['format', 'writes', ''],
            known.map(({ format: name, writes, usedBy }) => [name, writes, usedBy]),
          ),
        );
        return;
      }
      await withCatalogue(cli.catalogue, async (session) => {
        if (cli.dryRun !== true) return write(session, format, cli);
        const preview = await session.client.exports.preview({
          format,
          options: exportOptionsOf(cli),
        });
        output(cli, preview, previewText);
      });
    });
}
