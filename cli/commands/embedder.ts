import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { embedderPreset, type EmbedderRecipe } from '#api/contract/index.ts';
import { backboneId, weightsVariant, type WeightsVariant } from '#terms/embedder/backbones.ts';
import { fusionId } from '#terms/embedder/fusions.ts';
import type { DeviceChoice } from '#terms/training/devices.ts';
import { AppError } from '#api/errors.ts';
import { commandGroup } from '../command-group.ts';
import { codeOfJob, followJob } from '../follow-job.ts';
import {
  deviceOption,
  learningRate,
  patienceOf,
  type CatalogueOptions,
} from '../network-options.ts';
import { forecastWords } from '../forecast-words.ts';
import { showJob } from '../job-result.ts';
import { fraction, wholeNumber } from '../numbers.ts';
import { output } from '../output.ts';
import { withCatalogue, type Session } from '../session.ts';

/** `--from`; null, which the contract has for random numbers, is no value of an option. */
function startOf(value: string): NonNullable<EmbedderRecipe['from']> | 'random' {
  if (value === 'starter' || value === 'random') return value;
  return /\.safetensors$/i.test(value) ? { weightsFile: resolve(value) } : wholeNumber(value);
}

function positive(value: string): number {
  const number = Number(value);
  if (!(number > 0)) throw new InvalidArgumentError('It must be a number above 0.');
  return number;
}

const marginOf = (value: string): number | 'by-class-size' =>
  value === 'by-class-size' ? value : value === '0' ? 0 : positive(value);

/** The class of that name. @throws Error naming those there are */
async function classIdOf({ client }: Session, name: string | undefined) {
  if (name === undefined) return undefined;
  const known = await client.boxes.classes();
  const found = known.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (found === undefined)
    throw new AppError(
      'bad-input',
      `There is no class "${name}"; there are ${known.map((each) => each.name).join(', ')}.`,
    );
  return found.id;
}

type TrainOptions = CatalogueOptions &
  Omit<Partial<EmbedderRecipe>, 'from' | 'patience'> & {
    from: ReturnType<typeof startOf>;
    patience?: ReturnType<typeof patienceOf>;
    dryRun?: true;
    variant?: WeightsVariant;
    class?: string;
  };

export function addTrainEmbedder(program: Command): void {
  commandGroup(program, 'train', 'Train a network')
    .command('embedder')
    .addOption(
      new Option(
        '--preset <name>',
        'laptop: half of B0 at 144 px; workstation: B4; happywhale: B7 and DOLG',
      )
        .choices(embedderPreset.options)
        .default('laptop'),
    )
    .option(
      '--from <start>',
      'starter (the weights of the app), random, a .safetensors file, or the id of a version',
      startOf,
      'starter' as const,
    )
    .addOption(
      new Option('--variant <name>', 'whose code a weights file was trained with').choices(
        weightsVariant.options,
      ),
    )
    .addOption(
      new Option('--backbone <name>', 'network that sees the features of a picture').choices(
        backboneId.options,
      ),
    )
    .addOption(
      new Option('--fusion <name>', 'how its features are joined').choices(fusionId.options),
    )
    .option('--dimensions <n>', 'numbers of a vector', wholeNumber)
    .option('--input <px>', 'side of the square crops', wholeNumber)
    .addOption(
      new Option('--tones <how>', 'grey evens out light and water').choices(['colour', 'grey']),
    )
    .option('--bends <n>', 'made-up animals of each real one', wholeNumber)
    .addOption(
      new Option(
        '--sides <how>',
        "what an animal's left and right side are to the network",
      ).choices(['apart', 'mirrored', 'together']),
    )
    .option('--epochs <n>', 'times that every crop is learned from', wholeNumber)
    .option('--batch <n>', 'crops of a step', wholeNumber)
    .option('--learning-rate <rate>', 'highest rate', learningRate)
    .addOption(
      new Option('--head <name>', 'one centre an animal, or two').choices([
        'arcface',
        'sub-centre',
      ]),
    )
    .option('--margin <radians>', 'of the loss, 0 to 1.5, or by-class-size', marginOf)
    .option('--scale <s>', 'of the loss', positive)
    .option('--species-head', 'learn the species beside the individuals')
    .option('--class <name>', 'class of boxes that shows the animals; the one most identified')
    .option('--frozen-norm', 'keep the norms as the starting weights have them: for few photos')
    .addOption(
      new Option('--sampling <how>', 'how often each animal is shown').choices([
        'natural',
        'balanced',
      ]),
    )
    .option('--box-margin <part>', 'part of the box seen beyond it', fraction)
    .option('--min-quality <grade>', 'leave out boxes of a lower grade, 1 to 3', wholeNumber)
    .option('--min-judged <grade>', 'judge by no box of a lower grade, 1 to 3', wholeNumber)
    .option('--new-share <part>', 'animals kept out of training, to judge "new"', fraction, 0.2)
    .option('--validation-share <part>', 'boxes kept for judging', fraction, 0.2)
    .option(
      '--patience <n>',
      'judgements without a better one before it stops, or never',
      patienceOf,
    )
    .option(
      '--pseudo-label-rounds <ids...>',
      'also learn from these rounds',
      (id, before: number[] | undefined) => [...(before ?? []), wholeNumber(id)],
    )
    .option('--seed <n>', 'the same seed learns the same', wholeNumber, 0)
    .option('--dry-run', 'only say what it would learn from and need')
    .addOption(deviceOption())
    .description(
      'Trains an embedder on the boxes that people identified. Ctrl-C pauses; "resight jobs retry ID"\n' +
        'goes on.\n\n' +
        'Example: resight train embedder --preset laptop --from random --sides mirrored',
    )
    .action(async (_options: unknown, command: Command) => {
      const {
        catalogue,
        json,
        dryRun,
        variant,
        class: name,
        from,
        patience,
        ...given
      } = command.optsWithGlobals<TrainOptions>();
      await withCatalogue(catalogue, async (session) => {
        const { embedder } = session.client;
        const recipe = {
          ...given,
          from: from === 'random' ? null : typeof from === 'object' ? { ...from, variant } : from,
          patience: patience === 'never' ? null : patience,
          classId: await classIdOf(session, name),
        };
        if (dryRun === true) {
          output({ json }, await embedder.forecast(recipe), forecastWords);
          return;
        }
        const { job } = await embedder.train(recipe);
        await showJob(session, job, { json });
      });
    });
}

export function addEmbedCommand(program: Command): void {
  program
    .command('embed')
    .summary('make vectors of boxes for matching')
    .option('--model <id>', 'the version; the one in use where not given', wholeNumber)
    .addOption(deviceOption())
    .description(
      'Makes a vector of every accepted box that has none of this version, or one of the box as it was.\n' +
        'Stopped, calling again goes on.\n\nExample: resight embed --catalogue ~/whales',
    )
    .action(async (_options: unknown, command: Command) => {
      const { catalogue, json, model, device } = command.optsWithGlobals<
        CatalogueOptions & { model?: number; device: DeviceChoice }
      >();
      await withCatalogue(catalogue, async (session) => {
        const job = await session.client.embedder.embed({ modelId: model ?? null, device });
        await showJob(session, job, { json });
      });
    });
}

export function addEvaluateEmbedder(program: Command): void {
  commandGroup(program, 'evaluate', 'Judge a network')
    .command('embedder')
    .option('--model <id>', 'the version; the one in use where not given', wholeNumber)
    .option('--like <id>', 'judge on the split of this version, to compare the two', wholeNumber)
    .option('--html <file>', 'also copy the report, a page that needs no other file, to here')
    .addOption(deviceOption())
    .description(
      'Judges an embedder: MAP@5 with new animals, top-1/5/10, misses by candidates looked at, calibration.\n' +
        'With --json the whole report.\n\n' +
        'Example: resight evaluate embedder --model 3 --like 2 --html report.html',
    )
    .action(async (_options: unknown, command: Command) => {
      const { catalogue, json, model, like, device, html } = command.optsWithGlobals<
        CatalogueOptions & { model?: number; like?: number; device: DeviceChoice; html?: string }
      >();
      await withCatalogue(catalogue, async (session) => {
        const { client } = session;
        const versions = await client.models.list({ kind: 'embedder' });
        const judged = versions.find(({ id, chosen }) =>
          model === undefined ? chosen : id === model,
        );
        if (judged === undefined)
          throw new AppError(
            'not-found',
            model === undefined
              ? 'No embedder is in use. Name one with --model; "resight models list" shows them.'
              : `There is no embedder ${model}; "resight models list" shows them.`,
          );
        const modelId = judged.id;
        const asked = { modelId, likeModelId: like, device };
        const job = await client.embedder.evaluate(asked);
        // With --json the report is all that is written.
        const end = json === true ? await followJob(session, job) : await showJob(session, job, {});
        process.exitCode = codeOfJob(end);
        if (end.error !== null) throw new Error(end.error.message);
        if (end.state !== 'done') return;
        if (html !== undefined) {
          const info = await client.catalogue.current();
          const page = join('models', `embedder-${judged.version}`, 'evaluation.html');
          await copyFile(join(info?.folder ?? '', page), resolve(html));
        }
        if (json === true)
          output({ json }, await client.embedder.evaluation({ modelId }), () => '');
      });
    });
}
