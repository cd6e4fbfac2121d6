import type { Command } from 'commander';
import {
  importCountsWords,
  importKinds,
  type ListedImport,
  type TakenBackImport,
} from '#terms/imports/taken-back.ts';
import { commandGroup } from '../command-group.ts';
import type { CatalogueOptions } from '../network-options.ts';
import { wholeNumber } from '../numbers.ts';
import { output } from '../output.ts';
import { withCatalogue } from '../session.ts';
import { table } from '../words.ts';

const day = (at: number) => new Date(at).toISOString().slice(0, 16).replace('T', ' ');

const listText = (imports: readonly ListedImport[]): string =>
  imports.length === 0
    ? 'Nothing has been imported yet, or by an older version, which kept no list.\n'
    : table(
        ['id', 'at', 'what', 'from', 'made', ''],
        imports.map(({ id, kind, source, at, made, undoneAt }) => [
          id,
          day(at),
          importKinds[kind].title,
          source,
          importCountsWords(made),
          undoneAt === null ? '' : `taken back ${day(undoneAt)}`,
        ]),
      );

function undoText({ takenBack, kept }: TakenBackImport, isDry: boolean): string {
  const back = importCountsWords(takenBack) || 'nothing';
  const stays = importCountsWords(kept);
  const why = 'somebody built on them since';
  return `${isDry ? 'Would be taken' : 'Taken'} back: ${back}.${stays === '' ? '' : ` ${isDry ? 'Would stay' : 'Stay'}, as ${why}: ${stays}.`}\n`;
}

/** Adds `imports list` and `imports undo`. */
export function addImportsCommands(program: Command): void {
  const imports = commandGroup(program, 'imports', 'What came in, and taking it back');
  imports
    .command('list')
    .option('--limit <n>', 'at most this many', wholeNumber, 50)
    .description('Lists what was imported, the newest first.\n\nExample: resight imports list')
    .action(async (_options: unknown, command: Command) => {
      const { catalogue, json, limit } = command.optsWithGlobals<
        CatalogueOptions & { limit: number }
      >();
      await withCatalogue(catalogue, async ({ client }) => {
        output({ json }, await client.imports.list({ limit }), listText);
      });
    });
  imports
    .command('undo')
    .argument('<id>', 'of the list', wholeNumber)
    .option('--dry-run', 'say what would be taken back and what would stay; store nothing')
    .description(
      'Takes an import back as a whole: photos, boxes, names, and the facts that it filled in. What\n' +
        'somebody judged, changed or named since stays; decisions stay in the log. Files are never touched.\n\n' +
        'Example: resight imports undo 3 --dry-run',
    )
    .action(async (importId: number, _options: unknown, command: Command) => {
      const { catalogue, json, dryRun } = command.optsWithGlobals<
        CatalogueOptions & { dryRun?: true }
      >();
      const isDry = dryRun === true;
      await withCatalogue(catalogue, async ({ client }) => {
        const told = await client.imports.undo({ importId, dryRun: isDry });
        output({ json }, told, (made) => undoText(made, isDry));
      });
    });
}
