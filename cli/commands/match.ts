import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { MatchedRow } from '#terms/matching/matched-boxes.ts';
import { csvLine } from '#catalog/formats/csv-line.ts';
import { exitCode } from '../exit-codes.ts';
import type { CatalogueOptions } from '../network-options.ts';
import { fraction, wholeNumber } from '../numbers.ts';
import { output } from '../output.ts';
import { withCatalogue } from '../session.ts';
import { table } from '../words.ts';

const header = ['box', 'photo', 'side', 'rank', 'individual', 'score', 'probability', 'like box'];

/** One line a candidate; a new animal where it ranks is called `new`. */
function linesOf({ boxId, photoName, side, candidates }: MatchedRow): (string | number)[][] {
  return candidates.map(({ code, score, probability, bestBoxId }, at) => [
    boxId,
    photoName,
    side,
    at + 1,
    code ?? 'new',
    score.toFixed(4),
    probability === null ? '' : probability.toFixed(4),
    bestBoxId ?? '',
  ]);
}

export function addMatchCommand(program: Command): void {
  program
    .command('match')
    .summary('rank who unidentified boxes may show')
    .option('--model <id>', 'the version; the one in use where not given', wholeNumber)
    .option('--top <n>', 'candidates a box', wholeNumber, 5)
    .option('--to <file>', 'write a CSV, one line a candidate')
    .description(
      'Ranks the known animals for every box that nobody judged, with score and calibrated probability;\n' +
        '"new" stands where a new animal ranks. Boxes must be embedded first. A person decides: nothing is\n' +
        'stored.\n\nExample: resight match --top 10 --to candidates.csv',
    )
    .action(async (_options: unknown, command: Command) => {
      const { catalogue, json, model, top, to } = command.optsWithGlobals<
        CatalogueOptions & { model?: number; top: number; to?: string }
      >();
      await withCatalogue(catalogue, async ({ client }) => {
        const matched = await client.embedder.match({ modelId: model ?? null, limit: top });
        const { rows, withoutVector } = matched;
        const lines = rows.flatMap(linesOf);
        if (to !== undefined)
          await writeFile(resolve(to), [header, ...lines].map(csvLine).join(''));
        output({ json }, matched, () =>
          to === undefined
            ? table(header, lines)
            : `${rows.length} boxes, ${lines.length} candidates in ${resolve(to)}\n`,
        );
        if (withoutVector > 0) {
          process.stderr.write(
            `${withoutVector} boxes have no vector of this version; embed them first: resight embed\n`,
          );
          process.exitCode = exitCode.partly;
        }
      });
    });
}

export function addPseudoLabelCommand(program: Command): void {
  program
    .command('pseudo-label')
    .summary('let a network name the boxes that it is sure of, to learn from')
    .option('--model <id>', 'the version; the one in use where not given', wholeNumber)
    .option(
      '--threshold <part>',
      'least chance; where not given, from where judged fins were named right 95 times in 100',
      fraction,
    )
    .option('--top <n>', 'at most this many, the surest', wholeNumber)
    .option('--dry-run', 'only show what would be named')
    .description(
      'Stores a round of names that a network gave, apart from what people decided: they name nobody in\n' +
        'the catalogue and never stand among what a network is judged by. Train with\n' +
        '--pseudo-label-rounds ID to learn from them.\n\n' +
        'Example: resight pseudo-label --threshold 0.8 --dry-run',
    )
    .action(async (_options: unknown, command: Command) => {
      const { catalogue, json, model, threshold, top, dryRun } = command.optsWithGlobals<
        CatalogueOptions & { model?: number; threshold?: number; top?: number; dryRun?: true }
      >();
      const rule = { modelId: model ?? null, threshold, top: top ?? null };
      await withCatalogue(catalogue, async ({ client }) => {
        if (dryRun === true) {
          output({ json }, await client.embedder.previewPseudoLabels(rule), ({ total, rows }) => {
            const lines = rows.map(({ boxId, code, score, probability }) => [
              boxId,
              code,
              score.toFixed(3),
              probability?.toFixed(3) ?? '',
            ]);
            return `${total} boxes would be named.\n${table(['box', 'individual', 'score', 'chance'], lines)}`;
          });
          return;
        }
        output({ json }, await client.embedder.pseudoLabel(rule), ({ id, labels }) => {
          return `Round ${id}: ${labels} boxes named. Learn from it: resight train embedder --pseudo-label-rounds ${id}\n`;
        });
      });
    });
}
