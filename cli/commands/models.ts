import type { Command } from 'commander';
import { modelKinds, type Model } from '#terms/models/versions.ts';
import { commandGroup } from '../command-group.ts';
import { wholeNumber } from '../numbers.ts';
import { output, type OutputOptions } from '../output.ts';
import { withCatalogue } from '../session.ts';
import { table } from '../words.ts';

interface CatalogueOptions extends OutputOptions {
  catalogue?: string;
}

/** The figure by which versions of a kind are compared. */
function figureOf({ kind, metrics }: Model): string {
  const { key, title } = modelKinds[kind].headline;
  const value = metrics[key];
  return typeof value === 'number' ? `${title} ${value.toFixed(3)}` : '';
}

export function addModelCommands(program: Command): void {
  const models = commandGroup(program, 'models', 'Show trained networks and choose which are used');
  models
    .command('list')
    .description(
      'Lists the versions of detectors and embedders, newest first; * marks those in use.',
    )
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<CatalogueOptions>();
      await withCatalogue(options.catalogue, async ({ client }) => {
        output(options, await client.models.list({}), (list) =>
          table(
            ['id', '', 'name', 'network', 'state', 'judged'],
            list.map((model) => [
              model.id,
              model.chosen ? '*' : '',
              model.name,
              model.architecture,
              model.state,
              figureOf(model),
            ]),
          ),
        );
      });
    });

  models
    .command('choose')
    .argument('<id>', 'number of the version', wholeNumber)
    .description('Puts a version in use in place of the one before it: a promotion, or a way back.')
    .action(async (modelId: number, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<CatalogueOptions>();
      await withCatalogue(options.catalogue, async ({ client }) => {
        output(
          options,
          await client.models.choose({ modelId }),
          ({ name }) => `${name} is in use now.\n`,
        );
      });
    });
}
