import { resolve } from 'node:path';
import type { Command } from 'commander';
import { allPhotoFormats } from '#terms/photos/files.ts';
import { cutOutsQuestion } from '#terms/photos/cut-outs.ts';
import { encounterGap } from '#terms/photos/encounters.ts';
import { resultOf } from '#terms/jobs/index.ts';
import { commandGroup } from '../command-group.ts';
import { codeOfJob, followJob } from '../follow-job.ts';
import { throwIfFailed } from '../throw-if-failed.ts';
import { output, type OutputOptions } from '../output.ts';
import { withCatalogue } from '../session.ts';
import { wholeNumber } from '../numbers.ts';
import { table } from '../words.ts';

interface CatalogueOptions extends OutputOptions {
  catalogue?: string;
}

const dateTime = (wallMs: number | null, dayOnly = false) =>
  wallMs === null
    ? ''
    : new Date(wallMs)
        .toISOString()
        .slice(0, dayOnly ? 10 : 19)
        .replace('T', ' ');

const nothingRead = { unreadable: [], likelyCutOuts: 0 };
const howToSay =
  'Say so with --cut-outs, also of photos that are in the catalogue; --no-cut-outs says that they are not.';

export function addPhotoCommands(program: Command): void {
  program
    .command('import')
    .summary('bring in photos, boxes, who is on them, or a network')
    .description('Brings data into the catalogue.')
    .command('photos')
    .argument('<paths...>', 'folders or files')
    .option(
      '--gap <minutes>',
      'a longer pause begins a new encounter',
      wholeNumber,
      encounterGap.usual,
    )
    .option('--cut-outs', 'each photo is cut out and shows one animal and nothing else')
    .option('--no-cut-outs', 'they are photos as a camera made them, whatever they look like')
    .option('--class <name>', 'what the cut-outs show: dorsal fin, fluke, …')
    .description(
      `Imports ${allPhotoFormats} photos. They stay where they are and are never changed.\n` +
        'Importing twice adds nothing. Of RAW files the JPEG in them is taken. What cannot be read is listed; exit code 3.\n\n' +
        'Example: resight import photos ~/field/2026-06-07 --catalogue ~/whales',
    )
    .action(async (paths: string[], _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<
        CatalogueOptions & { gap: number; cutOuts?: boolean; class?: string }
      >();
      await withCatalogue(options.catalogue, async (session) => {
        const job = await session.client.jobs.start({
          kind: 'import-photos',
          spec: {
            paths: paths.map((path) => resolve(path)),
            encounterGapMinutes: options.gap,
            cutOuts: options.cutOuts ?? null,
            cutOutClass: options.class ?? null,
          },
        });
        const end = await followJob(session, job);
        process.exitCode = codeOfJob(end);
        throwIfFailed(end);
        output(options, end.result, () => {
          const { unreadable, likelyCutOuts } = resultOf(end, 'import-photos') ?? nothingRead;
          if (likelyCutOuts > 0)
            process.stderr.write(`${cutOutsQuestion(likelyCutOuts)} ${howToSay}\n`);
          const files = unreadable.map(({ path, reason }) => `  ${path}: ${reason}\n`);
          return `${end.summary ?? 'Cancelled; what was read so far is kept.'}\n${files.join('')}`;
        });
      });
    });

  commandGroup(program, 'photos', 'list photos, change their dates and places')
    .command('list')
    .option('--text <part>', 'part of the path')
    .option('--species <name>', 'photos of this species')
    .option('--camera <name>', 'photos of this camera')
    .option('--unchecked', 'only photos that nobody has looked at')
    .option('--named', 'only photos that are named and not yet boxed')
    .option('--missing', 'only photos whose files are gone')
    .option('--limit <n>', 'at most this many', wholeNumber, 50)
    .option('--offset <n>', 'after so many', wholeNumber, 0)
    .description(
      'Lists photos in order of time.\n\nExample: resight photos list --unchecked --limit 20',
    )
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<
        CatalogueOptions & {
          text?: string;
          species?: string;
          camera?: string;
          unchecked?: true;
          missing?: true;
          named?: true;
          limit: number;
          offset: number;
        }
      >();
      await withCatalogue(options.catalogue, async ({ client }) => {
        const listed = await client.photos.list({
          filter: {
            text: options.text,
            species: options.species,
            camera: options.camera,
            checked: options.unchecked === true ? false : undefined,
            missing: options.missing,
            boxes: options.named === true ? 'named' : undefined,
          },
          limit: Math.min(1000, Math.max(1, options.limit)),
          offset: options.offset,
        });
        output(options, listed, ({ total, rows }) => {
          const cells = rows.map((row) => [
            row.id,
            dateTime(row.takenMs, row.dayOnly),
            row.name,
            `${row.width}×${row.height}`,
            row.boxes,
            row.missing
              ? 'missing'
              : row.names > 0 && row.boxes === 0
                ? 'named, not yet boxed'
                : row.checked
                  ? 'checked'
                  : '',
          ]);
          return `${table(['id', 'taken', 'name', 'pixels', 'boxes', ''], cells)}${rows.length} of ${total} photos\n`;
        });
      });
    });

  program
    .command('encounters')
    .summary('list encounters')
    .description('Shows the encounters of the catalogue.')
    .command('list')
    .description('Lists encounters in order of time.')
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<CatalogueOptions>();
      await withCatalogue(options.catalogue, async ({ client }) => {
        output(options, await client.encounters.list(), (list) =>
          table(
            ['id', 'began', 'name', 'photos'],
            list.map((encounter) => [
              encounter.id,
              dateTime(encounter.startsMs, encounter.dayOnly),
              encounter.name,
              encounter.photos,
            ]),
          ),
        );
      });
    });
}
