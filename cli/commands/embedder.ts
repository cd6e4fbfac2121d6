import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { weightsVariant, type WeightsVariant } from '#terms/embedder/backbones.ts';
import { embedderOptions } from '#terms/embedder/options.ts';
import { embedderPresets, usualEmbedderPreset } from '#terms/embedder/presets.ts';
import type { EmbedderStart, EmbedderWishes } from '#terms/embedder/recipe.ts';
import type { DeviceChoice } from '#terms/training/devices.ts';
import { AppError } from '#api/errors.ts';
import { ranksFile } from '#terms/files/version-files.ts';
import { classIdsOf } from '../class-names.ts';
import { commandGroup } from '../command-group.ts';
import { codeOfJob, followJob } from '../follow-job.ts';
import { throwIfFailed } from '../throw-if-failed.ts';
import { deviceOption, type CatalogueOptions } from '../network-options.ts';
import { forecastWords } from '../forecast-words.ts';
import { showJob } from '../job-result.ts';
import { wholeNumber } from '../numbers.ts';
import { output } from '../output.ts';
import { addRecipeOptions, presetOption, random, recipeOf } from '../recipe-options.ts';
import { withCatalogue } from '../session.ts';

function startOf(value: string): NonNullable<EmbedderStart> | typeof random {
  if (value === 'starter' || value === random) return value;
  return /\.safetensors$/i.test(value) ? { weightsFile: resolve(value) } : wholeNumber(value);
}

type TrainOptions = CatalogueOptions &
  EmbedderWishes & { dryRun?: true; variant?: WeightsVariant; class?: string; orClass?: string[] };

export function addTrainEmbedder(program: Command): void {
  const train = commandGroup(program, 'train', 'Train a network')
    .command('embedder')
    .addOption(presetOption(embedderPresets, usualEmbedderPreset))
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
    );
  addRecipeOptions(train, embedderOptions);
  train
    .option('--class <name>', 'class of boxes that shows the animals; the one most identified')
    .option(
      '--or-class <names...>',
      'classes, best first, of animals without a box of the class before: a body where there is no fin',
    )
    .option(
      '--pseudo-label-rounds <ids...>',
      'also learn from these rounds',
      (id, before: number[] | undefined) => [...(before ?? []), wholeNumber(id)],
    )
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
        orClass = [],
        ...given
      } = command.optsWithGlobals<TrainOptions>();
      await withCatalogue(catalogue, async (session) => {
        const { embedder } = session.client;
        const asked = recipeOf(given);
        const { from } = asked;
        const [classId] = name === undefined ? [] : await classIdsOf(session, [name]);
        const recipe = {
          ...asked,
          from: typeof from === 'object' && from !== null ? { ...from, variant } : from,
          classId,
          ...(orClass.length === 0 ? {} : { orClassIds: await classIdsOf(session, orClass) }),
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
    .option('--ranks <file>', 'also copy every ranking that the figures are made of to here, CSV')
    .option('--html <file>', 'also copy the report, a page that needs no other file, to here')
    .addOption(deviceOption())
    .description(
      'Judges an embedder: MAP@5 with new animals, top-1/5/10, misses by candidates looked at, calibration.\n' +
        'With --json the whole report.\n\n' +
        'Example: resight evaluate embedder --model 3 --like 2 --html report.html',
    )
    .action(async (_options: unknown, command: Command) => {
      const { catalogue, json, model, like, device, html, ranks } = command.optsWithGlobals<
        CatalogueOptions & {
          model?: number;
          like?: number;
          device: DeviceChoice;
          html?: string;
          ranks?: string;
        }
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
        throwIfFailed(end);
        if (end.state !== 'done') return;
        const info = await client.catalogue.current();
        const folder = join(info?.folder ?? '', 'models', `embedder-${judged.version}`);
        if (html !== undefined) await copyFile(join(folder, 'evaluation.html'), resolve(html));
        if (ranks !== undefined) await copyFile(join(folder, ranksFile), resolve(ranks));
        if (json === true)
          output({ json }, await client.embedder.evaluation({ modelId }), () => '');
      });
    });
}
