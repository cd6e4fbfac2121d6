import { Option, type Command } from 'commander';
import { detectorPreset, type DetectorRecipe } from '#api/contract/index.ts';
import { detectorSize } from '#terms/detector/sizes.ts';
import type { DeviceChoice } from '#terms/training/devices.ts';
import { commandGroup } from '../command-group.ts';
import { forecastWords } from '../forecast-words.ts';
import { showJob } from '../job-result.ts';
import { deviceOption, learningRate, type CatalogueOptions } from '../network-options.ts';
import { fraction, wholeNumber } from '../numbers.ts';
import { output } from '../output.ts';
import { withCatalogue, type Session } from '../session.ts';

/** Options that may be a word or a number; null, which the contract has for a word, is no value of an option. */
const wordOr =
  <Word extends string>(...words: Word[]) =>
  (value: string): Word | number =>
    words.find((word) => word === value) ?? wholeNumber(value);

interface TrainOptions extends CatalogueOptions {
  preset: DetectorRecipe['preset'];
  from: 'starter' | 'random' | number;
  size?: DetectorRecipe['size'];
  input?: number;
  epochs?: number;
  batch?: number;
  learningRate?: number;
  freezeBackbone?: boolean;
  tiles?: boolean;
  class?: string[];
  validationShare: number;
  patience?: 'never' | number;
  seed: number;
  device: DeviceChoice;
  dryRun?: true;
}

/** Ids of classes by their names. @throws Error naming those there are */
async function classIds({ client }: Session, names: readonly string[] | undefined) {
  if (names === undefined) return undefined;
  const known = await client.boxes.classes();
  return names.map((name) => {
    const found = known.find((each) => each.name.toLowerCase() === name.toLowerCase());
    if (found === undefined)
      throw new Error(
        `There is no class "${name}"; there are ${known.map((each) => each.name).join(', ')}.`,
      );
    return found.id;
  });
}

export function addDetectorCommands(program: Command): void {
  commandGroup(program, 'train', 'Train a network')
    .command('detector')
    .addOption(
      new Option('--preset <name>', 'quick: minutes on a laptop; standard; large: for a GPU')
        .choices(detectorPreset.options)
        .default('quick'),
    )
    .option(
      '--from <start>',
      'what it starts from: starter (the weights of the app), random, or the id of a version',
      wordOr('starter', 'random'),
      'starter' as const,
    )
    .addOption(new Option('--size <name>', 'size of YOLOv5').choices(detectorSize.options))
    .option('--input <px>', 'side of the pictures it sees', wholeNumber)
    .option('--epochs <n>', 'times that every photo is learned from', wholeNumber)
    .option('--batch <n>', 'pictures of a step', wholeNumber)
    .option('--learning-rate <rate>', 'highest rate, for each picture of a step', learningRate)
    .option('--freeze-backbone', 'keep the part that sees as it is: for tiny sets')
    .option('--no-freeze-backbone', 'let all of it learn')
    .option('--tiles', 'learn from parts of large photos too, so that small fins are found')
    .option('--no-tiles', 'learn from whole photos only')
    .option('--class <names...>', 'classes to learn; all that have boxes where not given')
    .option('--validation-share <part>', 'encounters kept for judging', fraction, 0.2)
    .option(
      '--patience <n>',
      'judgements without a better one before it stops, or never',
      wordOr('never'),
    )
    .option('--seed <n>', 'the same seed learns the same', wholeNumber, 0)
    .option('--dry-run', 'only say what it would learn from and need')
    .addOption(deviceOption())
    .description(
      'Trains a detector from the boxes of the catalogue. Ctrl-C pauses; "resight jobs retry ID" goes on.\n\n' +
        'Example: resight train detector --preset quick --catalogue ~/whales',
    )
    .action(async (_options: unknown, command: Command) => {
      const {
        catalogue,
        json,
        dryRun,
        class: names,
        ...recipe
      } = command.optsWithGlobals<TrainOptions>();
      await withCatalogue(catalogue, async (session) => {
        const { detector } = session.client;
        const asked = {
          ...recipe,
          from: recipe.from === 'random' ? null : recipe.from,
          patience: recipe.patience === 'never' ? null : recipe.patience,
          classIds: await classIds(session, names),
        };
        if (dryRun === true) {
          output({ json }, await detector.forecast(asked), forecastWords);
          return;
        }
        const { job } = await detector.train(asked);
        await showJob(session, job, { json });
      });
    });

  program
    .command('detect')
    .summary('propose boxes on photos')
    .option('--model <id>', 'the version; the one in use where not given', wholeNumber)
    .option('--all', 'also photos that somebody checked')
    .option('--photo <ids...>', 'only these photos', (id, before: number[] | undefined) => [
      ...(before ?? []),
      wholeNumber(id),
    ])
    .option(
      '--confidence <part>',
      'least confidence of a proposal; where not given, the one at which the version had the best F1',
      fraction,
    )
    .option('--overlap <part>', 'overlap above which the surer box stays', fraction, 0.45)
    .option('--no-tiles', 'look at whole photos only: faster, small fins are missed')
    .addOption(deviceOption())
    .description(
      'Proposes boxes on the photos that nobody checked. What a person drew or judged stays as it is.\n' +
        'Stopped, "resight jobs retry ID" goes on after the last photo. Photos that cannot be read are\n' +
        'listed; exit code 3.\n\n' +
        'To score a detector by average precision, detect with --confidence 0.01: a higher one leaves out\n' +
        'the part of the curve where more is found and less of it is right.\n\n' +
        'Example: resight detect --confidence 0.3 --catalogue ~/whales',
    )
    .action(async (_options: unknown, command: Command) => {
      const { catalogue, json, model, all, photo, ...options } = command.optsWithGlobals<
        CatalogueOptions & {
          model?: number;
          all?: true;
          photo?: number[];
          confidence?: number;
          overlap: number;
          tiles: boolean;
          device: DeviceChoice;
        }
      >();
      await withCatalogue(catalogue, async (session) => {
        const job = await session.client.detector.detect({
          ...options,
          modelId: model ?? null,
          photos: photo ?? (all === true ? 'all' : 'unchecked'),
        });
        await showJob(session, job, { json });
      });
    });

  commandGroup(program, 'evaluate', 'Judge a network')
    .command('detector')
    .option('--model <id>', 'the version; the one in use where not given', wholeNumber)
    .option('--like <id>', 'judge on the photos that this version was judged on', wholeNumber)
    .addOption(deviceOption())
    .description(
      'Judges a detector on the photos that were kept aside when it was trained, with the boxes as they\n' +
        'are now.\n\nExample: resight evaluate detector --model 3 --like 2',
    )
    .action(async (_options: unknown, command: Command) => {
      const { catalogue, json, model, like, device } = command.optsWithGlobals<
        CatalogueOptions & { model?: number; like?: number; device: DeviceChoice }
      >();
      await withCatalogue(catalogue, async (session) => {
        const { client } = session;
        const versions = await client.models.list({ kind: 'detector' });
        const modelId = model ?? versions.find(({ chosen }) => chosen)?.id;
        if (modelId === undefined)
          throw new Error(
            'No detector is in use. Name one with --model; "resight models list" shows them.',
          );
        const asked = { modelId, likeModelId: like, device };
        const end = await showJob(session, await client.detector.evaluate(asked), {
          json: false,
        });
        if (json === true && end.state === 'done')
          output({ json }, await client.detector.evaluation({ modelId }), () => '');
      });
    });
}
