/** Dates, places and photographers of photos, changed many at once. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '#api/errors.ts';
import type { PhotoChange, TrackReport } from '#terms/photos/edits.ts';
import type { PhotoFilter } from '#terms/photos/photos.ts';
import { counted, joined } from '#terms/words.ts';
import { commandGroup } from '../command-group.ts';
import { wholeNumber } from '../numbers.ts';
import { output, type OutputOptions } from '../output.ts';
import { clockShift, day, degrees, timeOfDay, zoneMinutes } from '../photo-values.ts';
import { withCatalogue, type Session } from '../session.ts';

interface Selection extends OutputOptions {
  catalogue?: string;
  text?: string;
  camera?: string;
  from?: number;
  to?: number;
  encounter?: number;
  id?: string[];
  all?: true;
  dryRun?: true;
}

const DAY_MS = 86_400_000;

/** Options by which every one of these commands says which photos it means. */
const selecting = (command: Command): Command =>
  command
    .option('--text <part>', 'photos with this in their path')
    .option('--camera <name>', 'photos of this camera, as its files name it')
    .option('--from <day>', 'taken on this day or later', day)
    .option('--to <day>', 'taken on this day or earlier', day)
    .option('--encounter <id>', 'photos of this encounter', wholeNumber)
    .option('--id <ids...>', 'photos of these numbers')
    .option('--all', 'every photo of the catalogue')
    .option('--dry-run', 'only say what would be done');

/** @throws AppError `bad-input` where no photo was named or found */
async function chosenPhotos({ client }: Session, options: Selection): Promise<number[]> {
  const { text, camera, from, to, encounter, id, all } = options;
  if (id !== undefined) return id.map(wholeNumber);
  const filter: PhotoFilter = {
    ...(text === undefined ? {} : { text }),
    ...(camera === undefined ? {} : { camera }),
    ...(from === undefined ? {} : { takenFrom: from }),
    ...(to === undefined ? {} : { takenTo: to + DAY_MS - 1 }),
    ...(encounter === undefined ? {} : { encounterId: encounter }),
  };
  if (Object.keys(filter).length === 0 && all !== true)
    throw new AppError(
      'bad-input',
      'Say which photos: --text, --camera, --from, --to, --encounter, --id, or --all for every one.',
    );
  const photoIds = await client.photos.ids({ filter });
  if (photoIds.length === 0)
    throw new AppError('not-found', 'No photo is like that. "resight photos list" shows them.');
  return photoIds;
}

interface EditOptions extends Selection {
  shift?: number;
  date?: number | 'none';
  time?: number;
  position?: PhotoChange['position'] | 'none';
  place?: string;
  photographer?: string;
}

const orNone =
  <T>(read: (text: string) => T) =>
  (text: string): T | 'none' =>
    text === 'none' ? 'none' : read(text);

function changeOf({ shift, date, time, position, place, photographer }: EditOptions): PhotoChange {
  const change: PhotoChange = {
    ...(shift === undefined ? {} : { shiftS: shift }),
    ...(date === undefined ? {} : { day: date === 'none' ? null : date }),
    ...(time === undefined ? {} : { timeS: time }),
    ...(position === undefined ? {} : { position: position === 'none' ? null : position }),
    ...(place === undefined ? {} : { place: place === 'none' ? null : place }),
    ...(photographer === undefined
      ? {}
      : { photographer: photographer === 'none' ? null : photographer }),
  };
  if (Object.keys(change).length === 0)
    throw new AppError(
      'bad-input',
      'Say what to change: --shift, --date, --time, --position, --place or --photographer.',
    );
  return change;
}

const takenBack = 'resight photos undo takes it back.';

export function addPhotoEditCommands(program: Command): void {
  const photos = commandGroup(program, 'photos', 'list photos, change their dates and places');
  selecting(photos.command('edit'))
    .option('--shift <time>', 'put a camera’s clock right: +1:00:00, -0:03:20, +2d', clockShift)
    .option(
      '--date <day>',
      'the day, 2026-06-07; the time of day stays. none takes it away',
      orNone(day),
    )
    .option('--time <time>', 'the time of day, 10:22 or 10:22:33', timeOfDay)
    .option('--position <degrees>', 'north,east: 57.58,-4.09. none takes it away', orNone(degrees))
    .option('--place <name>', 'name of the place. none takes it away')
    .option('--photographer <name>', 'who took them. none takes it away')
    .description(
      'Changes dates, places and photographers of photos in the catalogue; their files stay as they are.\n\n' +
        'Example: resight photos edit --camera "Canon EOS 7D" --from 2026-06-07 --shift +1:00:00',
    )
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<EditOptions>();
      const change = changeOf(options);
      await withCatalogue(options.catalogue, async (session) => {
        const photoIds = await chosenPhotos(session, options);
        if (options.dryRun === true) {
          output(
            options,
            { photoIds, change },
            () => `${counted(photoIds.length, 'photo')} would be changed.\n`,
          );
          return;
        }
        const edit = await session.client.photos.edit({ photoIds, change });
        output(options, edit, () =>
          edit.photos === 0
            ? 'Nothing was to be changed.\n'
            : `${counted(edit.photos, 'photo')} changed. ${takenBack}\n`,
        );
      });
    });
  selecting(photos.command('track'))
    .argument('<file>', 'a GPX file')
    .option(
      '--zone <zone>',
      'zone of the cameras’ clocks, +01:00, where photos do not say it',
      zoneMinutes,
    )
    .option(
      '--ahead <time>',
      'how far the camera’s clock was ahead of the receiver’s: 0:00:40',
      clockShift,
      0,
    )
    .option('--most-gap <seconds>', 'furthest from a point of the track in time', wholeNumber, 600)
    .option('--replace', 'also photos that have a position')
    .description(
      'Gives photos the positions of a GPS track by the time they were taken.\n\n' +
        'Example: resight photos track boat.gpx --from 2026-06-07 --to 2026-06-07 --zone +01:00',
    )
    .action(async (file: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<
        Selection & { zone?: number; ahead: number; mostGap: number; replace?: true }
      >();
      await withCatalogue(options.catalogue, async (session) => {
        const photoIds = await chosenPhotos(session, options);
        const report = await session.client.photos.placeByTrack({
          photoIds,
          path: resolve(file),
          options: {
            zoneMinutes: options.zone ?? null,
            aheadS: options.ahead,
            mostGapS: options.mostGap,
            replace: options.replace === true,
          },
          dryRun: options.dryRun === true,
        });
        output(options, report, () => trackWords(report, options.dryRun === true));
      });
    });
  photos
    .command('undo')
    .description('Takes back the last change of dates, places or photographers, of all its photos.')
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<Selection>();
      await withCatalogue(options.catalogue, async ({ client }) => {
        const last = await client.photos.lastEdit();
        if (last === null) {
          output(options, null, () => 'There is nothing to take back.\n');
          return;
        }
        const edit = await client.photos.undoEdit({ editId: last.editId });
        output(
          options,
          edit,
          () => `Taken back: ${last.action} of ${counted(edit.photos, 'photo')}.\n`,
        );
      });
    });
}

function trackWords(report: TrackReport, isDry: boolean): string {
  const { placed, hadPosition, undated, withoutZone, outside, points, from, to } = report;
  const utc = (at: number) => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  const left = joined(
    [
      hadPosition > 0
        ? `${counted(hadPosition, 'photo')} with a position (--replace places them anew)`
        : '',
      outside > 0 ? `${counted(outside, 'photo')} at times without a point near` : '',
      undated > 0 ? `${counted(undated, 'photo')} without a date` : '',
      withoutZone > 0 ? `${counted(withoutZone, 'photo')} of an unknown zone (say --zone)` : '',
    ],
    ', ',
  );
  return (
    `${counted(points, 'point')}, ${utc(from)} to ${utc(to)} UTC.\n` +
    `${counted(placed, 'photo')} ${isDry ? 'would be placed' : 'placed'}.${left === '' ? '' : ` Left: ${left}.`}\n` +
    (isDry || placed === 0 ? '' : `${takenBack}\n`)
  );
}
