import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '#api/errors.ts';
import { countsInWords, noteInWords, tookAll, type ImportReport } from '#terms/imports/report.ts';
import { resultOf } from '#terms/jobs/index.ts';
import { cutOutsQuestion } from '#terms/photos/cut-outs.ts';
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
    .option('--cut-outs', 'each picture is cut out and shows one animal and nothing else')
    .option('--no-cut-outs', 'they are whole photos, whatever they look like')
    .option('--dry-run', 'show what every row of train.csv would become; store nothing')
    .description(
      'Imports the photos, then who they show from train.csv. A name belongs to its photo, and goes to the\n' +
        'animal once a detector or a person finds one there; of cut-outs the picture is the animal. Boxes that\n' +
        'are there stay. Known misspellings of species are mended, and each mend is listed.\n\n' +
        'Example: resight happywhale import ~/happy-whale-and-dolphin --no-cut-outs',
    )
    .action(async (path: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<
        CatalogueOptions & { dryRun?: true; cutOuts?: boolean }
      >();
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
          await client.jobs.start({
            kind: 'import-photos',
            spec: { paths, cutOuts: options.cutOuts ?? null },
          }),
        );
        throwIfFailed(end);
        const { cutOuts, likelyCutOuts } = resultOf(end, 'import-photos') ?? {
          cutOuts: 0,
          likelyCutOuts: 0,
        };
        if (likelyCutOuts > 0)
          throw new AppError(
            'bad-input',
            `${cutOutsQuestion(likelyCutOuts)} Say it with --cut-outs, or that they are whole photos with --no-cut-outs. The photos are in the catalogue; no name is stored yet.`,
          );
        const source = { file: table };
        const { mapping } = await client.imports.inspectCatalogue({ source });
        const asked = { source, mapping, dayOrder: null };
        const isDry = options.dryRun === true;
        const outcome = isDry
          ? await client.imports.planCatalogue(asked)
          : await client.imports.storeCatalogue(asked);
        const result = { photos: end.summary, ...outcome, cutOuts };
        output(options, result, ({ photos, report, adds }) =>
          [
            `${photos ?? ''}\n`,
            `Rows: ${countsInWords(report)}.\n`,
            `${adds.identified} photos identified, ${adds.individualsAdded} individuals new.${waiting(adds.photosNamed)}\n`,
            ...report.notes.map((note) => `  ${noteInWords(note)}\n`),
          ].join(''),
        );
        process.exitCode = report(outcome.report, codeOfJob(end));
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

const waiting = (photos: number): string =>
  photos === 0
    ? ''
    : ` ${photos} names belong to their photos until a detector or you find the animal there.`;

/** What was not taken is told of by the exit code, whatever became of the photos. */
const report = (rows: ImportReport, code: number): number =>
  !tookAll(rows) && code === exitCode.ok ? exitCode.partly : code;
