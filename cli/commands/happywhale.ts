import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '#api/errors.ts';
import { exitCode } from '../exit-codes.ts';
import { codeOfJob, followJob } from '../follow-job.ts';
import { throwIfFailed } from '../throw-if-failed.ts';
import type { CatalogueOptions } from '../network-options.ts';
import { wholeNumber } from '../numbers.ts';
import { output } from '../output.ts';
import { withCatalogue } from '../session.ts';

export function addHappywhaleCommands(program: Command): void {
  const happywhale = program
    .command('happywhale')
    .summary("Kaggle's whale and dolphin identification, in and out")
    .description("Reads the folder of Kaggle's Happywhale competition and writes its submission.");

  happywhale
    .command('import')
    .argument('<folder>', 'with train.csv and train_images, and test_images if it is there')
    .option('--dry-run', 'show what every row of train.csv would become; store nothing')
    .description(
      'Imports the photos, then who they show from train.csv. A photo without a box gets one round the\n' +
        'whole picture; boxes that are there stay. Known misspellings of species are mended, and each\n' +
        'mend is listed.\n\nExample: resight happywhale import ~/happy-whale-and-dolphin',
    )
    .action(async (path: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<CatalogueOptions & { dryRun?: true }>();
      const folder = resolve(path);
      const [table, train, test] = ['train.csv', 'train_images', 'test_images'].map((name) =>
        join(folder, name),
      );
      for (const needed of [table, train])
        if (!existsSync(needed))
          throw new AppError(
            'not-found',
            `${needed} is not there. Name the folder that holds train.csv and train_images.`,
          );
      await withCatalogue(options.catalogue, async (session) => {
        const { client } = session;
        const paths = [train, ...(existsSync(test) ? [test] : [])];
        const end = await followJob(
          session,
          await client.jobs.start({ kind: 'import-photos', spec: { paths } }),
        );
        throwIfFailed(end);
        const source = { file: table };
        const { mapping } = await client.imports.inspectCatalogue({ source });
        const asked = { source, mapping, dayOrder: null };
        const isDry = options.dryRun === true;
        const outcome = isDry
          ? await client.imports.planCatalogue(asked)
          : await client.imports.storeCatalogue(asked);
        const whole = isDry ? { added: 0 } : await client.imports.wholePhotoBoxes({ folder });
        const result = { photos: end.summary, ...outcome, wholePhotoBoxes: whole.added };
        output(options, result, ({ photos, report, adds, wholePhotoBoxes }) =>
          [
            `${photos ?? ''}\n`,
            `${report.taken} rows taken, ${report.mended} mended, ${report.alreadyThere} already there, ${report.refused} refused.\n`,
            `${adds.identified} photos identified, ${adds.individualsAdded} individuals new; ${wholePhotoBoxes} photos without a name got a box.\n`,
            ...report.notes.map(
              ({ file, line, outcome: what, reason }) =>
                `  ${file}${line === null ? '' : `:${line}`} ${what}: ${reason}\n`,
            ),
          ].join(''),
        );
        process.exitCode = report(outcome.report.refused, codeOfJob(end));
      });
    });

  happywhale
    .command('submit')
    .requiredOption('--sample <file>', 'sample_submission.csv: which pictures, in which order')
    .requiredOption('--to <file>', 'the submission to write')
    .option('--model <id>', 'the version; the one in use where not given', wholeNumber)
    .description(
      'Writes five names for each picture of the sample, "new_individual" where a new animal ranks. Embed\n' +
        'the boxes first.\n\n' +
        'Example: resight happywhale submit --sample sample_submission.csv --to submission.csv',
    )
    .action(async (_options: unknown, command: Command) => {
      const { catalogue, json, sample, to, model } = command.optsWithGlobals<
        CatalogueOptions & { sample: string; to: string; model?: number }
      >();
      await withCatalogue(catalogue, async ({ client }) => {
        const written = await client.embedder.submit({
          modelId: model ?? null,
          sample: resolve(sample),
          to: resolve(to),
        });
        output({ json }, written, ({ pictures, ranked, missing, withoutVector, path }) => {
          const guessed =
            missing + withoutVector === 0
              ? ''
              : ` ${missing} are not in the catalogue and ${withoutVector} have no vector; these are guessed.`;
          return `${path}: ${pictures} pictures, ${ranked} ranked.${guessed}\n`;
        });
        if (written.ranked < written.pictures) process.exitCode = exitCode.partly;
      });
    });
}

/** Refused rows are told of by the exit code, whatever became of the photos. */
const report = (refused: number, code: number): number =>
  refused > 0 && code === exitCode.ok ? exitCode.partly : code;
