import { Option, type Command } from 'commander';
import { nameStates, type NameState, type WaitingName } from '#terms/identity/waiting-names.ts';
import { idsOf } from '#terms/tables.ts';
import { commandGroup } from '../command-group.ts';
import type { CatalogueOptions } from '../network-options.ts';
import { wholeNumber } from '../numbers.ts';
import { output } from '../output.ts';
import { withCatalogue } from '../session.ts';
import { table } from '../words.ts';

const text = ({ total, rows }: { total: number; rows: readonly WaitingName[] }): string =>
  rows.length === 0
    ? 'Every name is with its animal.\n'
    : `${table(
        ['photo', 'name', 'waits as', 'from'],
        rows.map(({ photoName, code, state, source }) => [
          photoName,
          code,
          nameStates[state].title,
          source,
        ]),
      )}${rows.length} of ${total} names\n`;

/** Adds `names list`. */
export function addNamesCommands(program: Command): void {
  commandGroup(program, 'names', 'Names of photos that are not with an animal yet')
    .command('list')
    .addOption(
      new Option('--waits <state>', 'only those that wait for this').choices(idsOf(nameStates)),
    )
    .option('--limit <n>', 'at most this many', wholeNumber, 200)
    .description(
      'Lists names that came for a photo as a whole. One goes to the animal by itself once the photo shows\n' +
        'one; of several you say which it is under Individuals in "resight serve".\n\n' +
        'Example: resight names list --waits to-place',
    )
    .action(async (_options: unknown, command: Command) => {
      const { catalogue, json, waits, limit } = command.optsWithGlobals<
        CatalogueOptions & { waits?: NameState; limit: number }
      >();
      await withCatalogue(catalogue, async ({ client }) => {
        output({ json }, await client.names.list({ state: waits ?? null, limit }), text);
      });
    });
}
