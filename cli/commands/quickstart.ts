import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { directClient } from '#api/server.ts';
import { duration } from '#terms/words.ts';
import { exitCode } from '../exit-codes.ts';
import { fraction, wholeNumber } from '../numbers.ts';
import { output, type OutputOptions } from '../output.ts';
import { runQuickstart, steps } from '../quickstart/index.ts';
import { Stopped, type Quickstart, type QuickstartOptions } from '../quickstart/quickstart.ts';
import { writeReport } from '../quickstart/report.ts';
import { newApp } from '../session.ts';
import { table } from '../words.ts';

interface CliOptions extends OutputOptions {
  individuals: number;
  photos: number;
  seed: number;
  width: number;
  boxed: number;
  networks: 'full' | 'tiny';
  from: 'starter' | 'random';
}

/** `tiny` is for a look at the command itself: its networks learn next to nothing. */
function recipesOf({
  networks,
  from,
}: CliOptions): Pick<QuickstartOptions, 'detector' | 'embedder' | 'pseudoLabels'> {
  const start = from === 'random' ? null : from;
  return networks === 'full'
    ? {
        detector: { preset: 'quick', from: start },
        // Drawn animals are told apart in small pictures; a person's own photos get the whole preset.
        embedder: { preset: 'laptop', from: start, input: 160, epochs: 20 },
        pseudoLabels: {},
      }
    : {
        detector: { preset: 'quick', from: null, input: 96, epochs: 2, batch: 4, device: 'cpu' },
        embedder: {
          preset: 'laptop',
          from: null,
          input: 64,
          epochs: 2,
          batch: 8,
          device: 'cpu',
        },
        pseudoLabels: { threshold: null, top: 8 },
      };
}

export function addQuickstartCommand(program: Command): void {
  program
    .command('quickstart')
    .summary('the whole loop on a demo, from nothing to exports, with a report')
    .argument('<folder>', 'folder that receives the demo catalogue, its exports and report.html')
    .option('--individuals <n>', 'dolphins', wholeNumber, 24)
    .option('--photos <n>', 'photos', wholeNumber, 240)
    .option('--seed <n>', 'the same seed draws the same photos', wholeNumber, 7)
    .option('--width <px>', 'pixels of the photos, long edge', wholeNumber, 1600)
    .option('--boxed <part>', 'part of the photos that comes boxed and named', fraction, 0.5)
    .addOption(
      new Option('--networks <size>', 'full, or tiny: only to see the command at work')
        .choices(['full', 'tiny'])
        .default('full'),
    )
    .addOption(
      new Option('--from <start>', "what the networks start from: the app's weights, or nothing")
        .choices(['starter', 'random'])
        .default('starter'),
    )
    .description(
      'Draws a demo, boxes and names half of it from its truth, trains the detector, detects on the rest,\n' +
        'trains the embedder, matches, learns once from its own surest names, confirms and exports. Where a\n' +
        'person decides, the truth of the demo does, under a reviewer of that name. Stopped at any moment,\n' +
        'the same command goes on.\n\n' +
        'Example: resight quickstart ~/resight-quickstart',
    )
    .action(async (folder: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<CliOptions>();
      const { individuals, photos, seed, width, boxed } = options;
      const app = newApp();
      const client = directClient(app);
      const quickstart: Quickstart = {
        folder: resolve(folder),
        demo: { individuals, photos, seed, width, boxed },
        ...recipesOf(options),
        session: { app, client },
        client,
      };
      try {
        const took = await runQuickstart(quickstart, (title, at) => {
          process.stderr.write(`[${at + 1}/${steps.length}] ${title}\n`);
        });
        const report = await writeReport(quickstart, took);
        output(options, { steps: took, report }, () => {
          const rows = took.map(({ title, seconds, reached }) => [
            title,
            seconds === null ? '' : duration(seconds),
            reached,
          ]);
          const all = took.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0);
          return `${table(['step', 'took', 'reached'], [...rows, ['In all', duration(all), '']])}\n${report}\n`;
        });
      } catch (error) {
        process.stderr.write('Call the same command again to go on; what was done is kept.\n');
        if (error instanceof Stopped) process.exitCode = exitCode.cancelled;
        else throw error;
      } finally {
        await app.quit();
      }
    });
}
