import type { Command } from 'commander';
import { detectorOptions } from '#terms/detector/options.ts';
import { detectorPresets, usualDetectorPreset } from '#terms/detector/presets.ts';
import type { DetectorWishes } from '#terms/detector/recipe.ts';
import type { DeviceChoice } from '#terms/training/devices.ts';
import { classIdsOf } from '../class-names.ts';
import { commandGroup } from '../command-group.ts';
import { forecastWords } from '../forecast-words.ts';
import { showJob } from '../job-result.ts';
import { deviceOption, type CatalogueOptions } from '../network-options.ts';
import { fraction, wholeNumber } from '../numbers.ts';
import { output } from '../output.ts';
import { addRecipeOptions, presetOption, random, recipeOf } from '../recipe-options.ts';
import { withCatalogue } from '../session.ts';

type TrainOptions = CatalogueOptions & DetectorWishes & { class?: string[]; dryRun?: true };

const startOf = (value: string): 'starter' | typeof random | number =>
  value === 'starter' || value === random ? value : wholeNumber(value);

export function addDetectorCommands(program: Command): void {
  const train = commandGroup(program, 'train', 'Train a network')
    .command('detector')
    .addOption(presetOption(detectorPresets, usualDetectorPreset))
    .option(
      '--from <start>',
      'what it starts from: starter (the weights of the app), random, or the id of a version',
      startOf,
      'starter' as const,
    );
  addRecipeOptions(train, detectorOptions);
  train
    .option('--class <names...>', 'classes to learn; all that have boxes where not given')
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
        ...given
      } = command.optsWithGlobals<TrainOptions>();
      await withCatalogue(catalogue, async (session) => {
        const { detector } = session.client;
        const asked = {
          ...recipeOf(given),
          classIds: names && (await classIdsOf(session, names)),
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

  commandGroup(program, 'detections', 'Proposed boxes that wait to be judged')
    .command('accept')
    .requiredOption('--from <part>', 'every one of this confidence and above', fraction)
    .option('--dry-run', 'say how many that are; store nothing')
    .description(
      'Accepts proposed boxes without looking at them, as the slider under Annotate does; undo there takes\n' +
        'all of them back. Names of photos go to their animals where no other detection is left to judge.\n\n' +
        'Example: resight detections accept --from 0.5',
    )
    .action(async (_options: unknown, command: Command) => {
      const { catalogue, json, from, dryRun } = command.optsWithGlobals<
        CatalogueOptions & { from: number; dryRun?: true }
      >();
      await withCatalogue(catalogue, async ({ client }) => {
        const asked = { minConfidence: from };
        const told =
          dryRun === true
            ? await client.boxes.countAbove(asked)
            : await client.boxes.acceptAbove(asked);
        output(
          { json },
          told,
          ({ boxes, photos, left }) =>
            `${boxes} boxes on ${photos} photos ${dryRun === true ? 'would be accepted' : 'accepted'}; ${left} are left to judge.\n`,
        );
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
