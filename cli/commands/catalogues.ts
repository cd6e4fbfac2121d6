import { basename, dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { directClient } from '#api/server.ts';
import { catalogueEnding } from '#terms/files/endings.ts';
import { exitCode } from '../exit-codes.ts';
import { followDemo } from '../follow-demo.ts';
import { codeOfJob } from '../follow-job.ts';
import { output, type OutputOptions } from '../output.ts';
import { findCatalogue, newApp, withCatalogue } from '../session.ts';
import { fraction, wholeNumber } from '../numbers.ts';

interface DemoOptions extends OutputOptions {
  individuals: number;
  photos: number;
  seed: number;
  width: number;
  boxed: number;
}

export function addCatalogueCommands(program: Command): void {
  program
    .command('new')
    .summary('make an empty catalogue')
    .argument('<folder>', `the catalogue's folder; ${catalogueEnding} is added if it is missing`)
    .description('Makes an empty catalogue.\n\nExample: resight new ~/whales/Moray-2026')
    .action(async (folder: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<OutputOptions>();
      const path = resolve(folder);
      const name = basename(path).replace(new RegExp(`\\${catalogueEnding}$`), '');
      const app = newApp();
      try {
        const info = await directClient(app).catalogue.create({ parent: dirname(path), name });
        output(options, info, () => `Made ${info.folder}\n`);
      } finally {
        await app.quit();
      }
    });

  program
    .command('demo')
    .summary('draw a demo catalogue of animals that do not exist')
    .argument('<folder>', 'folder that receives Demo.resight and "Demo photos"')
    .option('--individuals <n>', 'dolphins', wholeNumber, 24)
    .option('--photos <n>', 'photos', wholeNumber, 240)
    .option('--seed <n>', 'the same seed draws the same photos', wholeNumber, 7)
    .option('--width <px>', 'pixels of the photos, long edge', wholeNumber, 1600)
    .option(
      '--boxed <part>',
      'part of the photos, 0 to 1, that come boxed and named, by whole encounters',
      fraction,
      0,
    )
    .description(
      'Draws field photos of dolphins that do not exist and imports them. What each photo shows is\n' +
        'in "Demo photos/truth.json". Goes on where it stopped if it is called again.\n\n' +
        'Example: resight demo ~/demo --individuals 24 --photos 240 --seed 7 --boxed 0.5',
    )
    .action(async (folder: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<DemoOptions>();
      const { individuals, photos, seed, width, boxed } = options;
      const app = newApp();
      try {
        const client = directClient(app);
        const { catalogue } = await client.catalogue.openDemo({
          parent: resolve(folder),
          individuals,
          photos,
          seed,
          width,
          boxed,
        });
        const session = { app, client };
        const ended = await followDemo(session);
        const last = ended.at(-1);
        if (last !== undefined && last.state !== 'done') {
          throw new Error(last.error?.message ?? 'The demo was cancelled; call again to go on.');
        }
        const code = Math.max(exitCode.ok, ...ended.map(codeOfJob));
        const { photos: imported } = await client.catalogue.overview();
        output(options, { ...catalogue, photos: imported }, () => {
          return `${catalogue.folder} holds ${imported} photos. See them: resight serve --catalogue "${catalogue.folder}"\n`;
        });
        process.exitCode = code;
      } finally {
        await app.quit();
      }
    });

  program
    .command('unpack')
    .summary('open a portable catalogue from its zip')
    .argument('<zip>', 'what "resight export portable" wrote')
    .argument('[folder]', 'folder that receives it', '.')
    .description(
      'Unpacks a portable catalogue: NAME.resight and, if the zip has them, its photos as "NAME photos".\n' +
        'Nothing that is there is touched.\n\n' +
        'Example: resight unpack "Moray catalogue.resight.zip" ~/whales',
    )
    .action(async (zip: string, folder: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<OutputOptions>();
      const app = newApp();
      try {
        const unpacked = await directClient(app).catalogue.unpack({
          file: resolve(zip),
          parent: resolve(folder),
        });
        output(options, unpacked, ({ catalogue, photosFolder, photos }) =>
          photosFolder === null
            ? `${catalogue.folder} holds ${photos} photos without their files. Say where they are: resight serve, then "Find them".\n`
            : `${catalogue.folder} holds ${photos} photos, now in ${photosFolder}\n`,
        );
      } finally {
        await app.quit();
      }
    });

  program
    .command('backup')
    .summary('copy the database into the backups folder')
    .description('Copies the catalogue\'s database into its "backups" folder.')
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<OutputOptions & { catalogue?: string }>();
      await withCatalogue(options.catalogue, async ({ client }) => {
        const backup = await client.catalogue.backUp();
        output(options, backup, () => `backups/${backup.file} (${backup.bytes} bytes)\n`);
      });
    });

  program
    .command('restore')
    .summary('list the backups, or put one in the place of the catalogue')
    .argument('[backup]', 'name of one that is listed; without it they are listed')
    .description(
      'Lists the backups of a catalogue, newest first, or restores one. It need not be such that it can be\n' +
        'opened. What stood there is kept among the backups; photos are not touched.\n\n' +
        'Example: resight restore "2026-06-07T10-42-05.123 on-demand.sqlite" --catalogue ~/whales/Moray.resight',
    )
    .action(async (backup: string | undefined, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<OutputOptions & { catalogue?: string }>();
      const folder = findCatalogue(options.catalogue);
      const app = newApp();
      try {
        const client = directClient(app);
        if (backup === undefined) {
          const backups = await client.catalogue.backups({ folder });
          output(options, backups, (all) =>
            all.length === 0
              ? 'There are no backups.\n'
              : all.map(({ file, bytes }) => `${file} (${bytes} bytes)\n`).join(''),
          );
        } else {
          const restored = await client.catalogue.restore({ file: backup, folder });
          output(options, restored, ({ name }) => `${name} is as it was in ${backup}.\n`);
        }
      } finally {
        await app.quit();
      }
    });
}
