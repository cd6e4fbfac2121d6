import { basename, dirname, resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import type { KnownSide } from '#terms/sides.ts';
import {
  exportFormat,
  exportOptions,
  exportReport,
  type ExportFormat,
  type ExportOptions,
  type ExportPreview,
  type OccasionScheme,
} from '#api/contract/index.ts';
import { directClient } from '#api/server.ts';
import { codeOfJob, followJob } from '../follow-job.ts';
import { output, type OutputOptions } from '../output.ts';
import { newApp, withCatalogue, type Session } from '../session.ts';
import { wholeNumber } from '../numbers.ts';
import { table } from '../words.ts';

interface ExportCliOptions extends OutputOptions {
  catalogue?: string;
  to: string;
  name?: string;
  replace?: true;
  dryRun?: true;
  occasions?: OccasionScheme;
  minQuality?: number;
  minDistinctiveness?: number;
  side?: KnownSide;
  species?: string;
  from?: number;
  until?: number;
  area?: NonNullable<ExportOptions['filter']['area']>;
  reviewedOnly?: true;
  groupBySex?: true;
  cell?: number;
  detected?: true;
  uncertainty?: number;
  creator?: string;
  scientificName?: Record<string, string>;
  submitter?: string;
  location?: string;
  validation?: number;
  withPhotos?: true;
  withProposals?: true;
  zip?: true;
  model?: number;
}

const DAY_MS = 86_400_000;

function formatOf(text: string): ExportFormat {
  const parsed = exportFormat.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(`It is one of ${exportFormat.options.join(', ')}.`);
}

/** `day`, `month`, `season`, `year`, `trip` or `trip:3`. */
function occasions(text: string): OccasionScheme {
  const match = /^(?:(day|month|season|year)|trip(?::(\d+))?)$/.exec(text);
  if (match === null) {
    throw new InvalidArgumentError('It is day, month, season, year, trip or trip:DAYS.');
  }
  const [, by, gap] = match;
  return by === undefined
    ? { by: 'trip', gapDays: Number(gap ?? 3) }
    : { by: by as 'day' | 'month' | 'season' | 'year' };
}

function day(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time)) throw new InvalidArgumentError('It is a day such as 2026-06-07.');
  return time;
}

function area(text: string): NonNullable<ExportOptions['filter']['area']> {
  const [south, west, north, east] = text.split(',').map(Number);
  const parsed = exportOptions.shape.filter
    .unwrap()
    .shape.area.safeParse({ south, west, north, east });
  if (!parsed.success || parsed.data === undefined) {
    throw new InvalidArgumentError('It is SOUTH,WEST,NORTH,EAST in degrees, such as 57,-5,58,-3.');
  }
  return parsed.data;
}

function grade(text: string): number {
  const value = Number(text);
  if (![1, 2, 3].includes(value)) throw new InvalidArgumentError('It is 1, 2 or 3.');
  return value;
}

function side(text: string): KnownSide {
  if (text !== 'left' && text !== 'right') throw new InvalidArgumentError('It is left or right.');
  return text;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('It is a number above 0.');
  return value;
}

function fraction(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && value <= 0.9)) throw new InvalidArgumentError('It is between 0 and 0.9.');
  return value;
}

function scientificName(text: string, before: Record<string, string> = {}) {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It is NAME=GENUS EPITHET.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

function optionsOf(cli: ExportCliOptions) {
  return {
    filter: {
      minQuality: cli.minQuality,
      minDistinctiveness: cli.minDistinctiveness,
      side: cli.side,
      species: cli.species,
      takenFrom: cli.from,
      takenTo: cli.until === undefined ? undefined : cli.until + DAY_MS - 1,
      area: cli.area,
      reviewedOnly: cli.reviewedOnly,
    },
    occasions: cli.occasions,
    groupBy: cli.groupBySex === true ? ('sex' as const) : undefined,
    cellMetres: cli.cell,
    occurrenceStatus: cli.detected === true ? ('detected' as const) : undefined,
    coordinateUncertaintyMetres: cli.uncertainty,
    creator: cli.creator,
    scientificNames: cli.scientificName,
    submitterId: cli.submitter,
    defaultLocationId: cli.location,
    validationShare: cli.validation,
    withPhotos: cli.withPhotos,
    withProposals: cli.withProposals,
    asZip: cli.zip,
    modelId: cli.model,
  };
}

const leftOutLines = (leftOut: ExportPreview['leftOut']) =>
  leftOut.map(({ reason, count }) => `  left out ${count}: ${reason}\n`).join('');

function previewText({
  name,
  files,
  morePaths,
  counts,
  leftOut,
  occasions,
}: ExportPreview): string {
  const shown = files.map(({ path, text }) => `--- ${path === '' ? name : path}\n${text}\n`);
  const more = morePaths.map((path) => `--- ${path}\n`);
  return [
    `${name}: ${counts.sightings} sightings, ${counts.individuals} individuals, ${counts.boxes} boxes, ${counts.photos} photos\n`,
    occasions.length === 0 ? '' : `  ${occasions.length} occasions: ${occasions.join(', ')}\n`,
    leftOutLines(leftOut),
    ...shown,
    ...more,
  ].join('');
}

async function write(session: Session, format: ExportFormat, cli: ExportCliOptions) {
  const path = resolve(cli.to);
  const job = await session.client.exports.start({
    format,
    options: optionsOf(cli),
    // `--to sightings.csv` names the file, `--to folder` the place.
    folder: cli.name === undefined && /\.[a-z]{2,4}$/i.test(path) ? dirname(path) : path,
    name: cli.name ?? (/\.[a-z]{2,4}$/i.test(path) ? basename(path) : null),
    ifThere: cli.replace === true ? 'replace' : 'refuse',
  });
  const end = await followJob(session, job);
  process.exitCode = codeOfJob(end);
  if (end.error !== null) throw new Error(end.error.message);
  if (end.state === 'cancelled') return;
  output(cli, exportReport.parse(end.result), ({ path: written, summary, leftOut }) => {
    return `${written}\n${summary}\n${leftOutLines(leftOut)}`;
  });
}

export function addExportCommand(program: Command): void {
  program
    .command('export')
    .summary('write tables and archives for other programs')
    .argument('[format]', 'which; without it the formats are listed', formatOf)
    .option('--to <place>', 'folder, or name of the file', '.')
    .option('--name <name>', "name of the file or folder; else the catalogue's and the format's")
    .option('--replace', 'replace what an earlier export wrote there')
    .option('--dry-run', 'show the first rows and what would be left out; write nothing')
    .option('--occasions <scheme>', 'day, month, season, year, trip or trip:DAYS', occasions)
    .option('--min-quality <grade>', 'worst quality grade at least 1, 2 or 3', grade)
    .option('--min-distinctiveness <grade>', 'distinctiveness at least 1, 2 or 3', grade)
    .option('--side <side>', 'left or right', side)
    .option('--species <name>', 'only this species')
    .option('--from <day>', 'photos from this day on', day)
    .option('--until <day>', 'photos until this day, itself included', day)
    .option('--area <s,w,n,e>', 'photos within these degrees', area)
    .option('--reviewed-only', 'only what a person decided with certainty')
    .option('--group-by-sex', 'MARK: one group a sex')
    .option('--cell <metres>', 'secr: edge of a grid cell', positive)
    .option('--detected', 'Darwin Core: occurrenceStatus "detected"')
    .option('--uncertainty <metres>', 'Darwin Core: coordinate uncertainty', positive)
    .option('--creator <name>', 'Darwin Core: who publishes')
    .option(
      '--scientific-name <name=genus epithet>',
      'scientific name of a species; may be repeated',
      scientificName,
    )
    .option('--submitter <id>', 'Wildbook: submitter')
    .option('--location <id>', 'Wildbook: location where an encounter has none')
    .option('--validation <share>', 'boxes: part of the encounters kept for validation', fraction)
    .option('--with-photos', 'copy the photos beside what is written about them')
    .option('--with-proposals', 'boxes: what a detector proposed too, with its confidence')
    .option('--zip', 'one zip instead of a folder, where there is a choice')
    .option('--model <id>', 'the network; else the chosen ones', wholeNumber)
    .description(
      'Writes the catalogue, or a part of it, for other programs. A file appears whole or not at all.\n\n' +
        'Examples:\n' +
        '  resight export sightings-csv --to sightings.csv\n' +
        '  resight export mark --occasions month --min-quality 2 --reviewed-only --to ~/analysis',
    )
    .action(async (format: ExportFormat | undefined, _options: unknown, command: Command) => {
      const cli = command.optsWithGlobals<ExportCliOptions>();
      if (format === undefined) {
        const app = newApp();
        try {
          output(cli, await directClient(app).exports.formats(), (formats) =>
            table(
              ['format', 'writes', ''],
              formats.map(({ format: name, writes, usedBy }) => [name, writes, usedBy]),
            ),
          );
        } finally {
          await app.quit();
        }
        return;
      }
      await withCatalogue(cli.catalogue, async (session) => {
        if (cli.dryRun !== true) return write(session, format, cli);
        const preview = await session.client.exports.preview({ format, options: optionsOf(cli) });
        output(cli, preview, previewText);
      });
    });
}
