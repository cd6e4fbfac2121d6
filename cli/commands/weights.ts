import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { App } from '#api/app.ts';
import type { WeightsDownload, WeightsFile } from '#terms/weights.ts';
import { backbones } from '#terms/embedder/backbones.ts';
import { AppError } from '#api/errors.ts';
import { directClient, type DirectClient } from '#api/server.ts';
import { duration } from '#terms/words.ts';
import { exitCode } from '../exit-codes.ts';
import { output, type OutputOptions } from '../output.ts';
import { newApp } from '../session.ts';
import { table } from '../words.ts';

/** Without a terminal a line is written this often, milliseconds. */
const LINE_MS = 5000;

const megabytes = (bytes: number | null) =>
  bytes === null ? 'not stated' : `${(bytes / 1e6).toFixed(1)} MB`;

/** Weights are the program's, so no catalogue is opened. */
async function withWeights<T>(work: (client: DirectClient, app: App) => Promise<T>): Promise<T> {
  const app = newApp();
  try {
    return await work(directClient(app), app);
  } finally {
    await app.quit();
  }
}

function progress({ received, total, bytesPerSecond, secondsLeft }: WeightsDownload): string {
  const pace = bytesPerSecond === null ? '' : `, ${megabytes(bytesPerSecond)}/s`;
  const left = secondsLeft === null ? '' : `, ${duration(secondsLeft)} left`;
  return `${megabytes(received)}${total === null ? '' : ` of ${megabytes(total)}`}${pace}${left}`;
}

/** Waits for a download with its progress on standard error; Ctrl-C pauses it. */
async function follow(
  client: DirectClient,
  app: App,
  start: WeightsDownload,
): Promise<WeightsFile> {
  const interactive = process.stderr.isTTY;
  let lastLine = 0;
  const pause = () => void client.weights.pause({ id: start.id }).catch(() => {});
  process.on('SIGINT', pause);
  const stop = new AbortController();
  try {
    for await (const event of app.events.subscribe(stop.signal)) {
      if (event.type === 'job') continue;
      const { files, downloads } = await client.weights.list();
      const now = downloads.find(({ id }) => id === start.id);
      if (now === undefined) {
        if (interactive) process.stderr.write('\r\u001b[K');
        const newest = files
          .filter(({ origin }) => origin === start.url)
          .sort((a, b) => b.addedAt - a.addedAt)[0];
        if (newest !== undefined) return newest;
        throw new AppError('internal', `${start.name} was lost sight of. Fetch it again.`);
      }
      if (now.state === 'failed')
        throw new AppError(now.error?.code ?? 'internal', now.error?.message ?? 'It failed.');
      if (now.state === 'paused') {
        process.exitCode = exitCode.cancelled;
        throw new AppError(
          'cancelled',
          `Paused with ${megabytes(now.received)}; fetch it again to go on.`,
        );
      }
      if (interactive) process.stderr.write(`\r\u001b[K${progress(now)}`);
      else if (performance.now() - lastLine > LINE_MS) {
        lastLine = performance.now();
        process.stderr.write(`${progress(now)}\n`);
      }
    }
    throw new AppError('internal', `${start.name} was lost sight of. Fetch it again.`);
  } finally {
    stop.abort();
    process.off('SIGINT', pause);
  }
}

const fileWords = ({
  name,
  network,
  kind,
  variant,
  variants,
  sha256,
  path,
  licence,
}: WeightsFile) =>
  [
    `${name}: ${network === null ? 'an ONNX network' : `${backbones[network].title}, all tensors there`}`,
    `  SHA-256 ${sha256}`,
    `  licence ${licence ?? 'not known'}`,
    `  ${path}`,
    ...(kind === 'backbone' && variant === null
      ? [`  Trained as ${variants.join(' or ')}: say which with --variant when you train from it.`]
      : []),
    '',
  ].join('\n');

export function addWeightsCommands(program: Command): void {
  const weights = program
    .command('weights')
    .summary('starting weights: see, fetch and bring them')
    .description(
      'Starting weights of others, kept in the program\'s own folder for all catalogues.\nNothing is fetched unless "fetch" is called.',
    );

  weights
    .command('list', { isDefault: true })
    .description('Lists what is there, and what can be fetched.')
    .action(async (_options: unknown, command: Command) => {
      await withWeights(async (client) => {
        output(command.optsWithGlobals<OutputOptions>(), await client.weights.list(), (list) =>
          [
            list.files.map(fileWords).join(''),
            table(
              ['id', 'network', 'licence', 'size', 'SHA-256', 'learned from'],
              list.sources
                .filter(({ format }) => format === 'safetensors')
                .map(({ id, network, licence, aboutBytes, sha256, trainedOn }) => [
                  id,
                  network,
                  licence,
                  megabytes(aboutBytes),
                  sha256?.slice(0, 12) ?? 'not known',
                  trainedOn,
                ]),
            ),
          ].join('\n'),
        );
      });
    });

  weights
    .command('fetch')
    .argument('<what>', 'an id of the list, or an https address of a .safetensors or .onnx file')
    .option('--sha256 <hex>', 'what its SHA-256 should be')
    .description(
      'Fetches weights, or goes on where a fetch broke off, and checks them.\n\nExample: resight weights fetch timm/efficientnet_b0.ra_in1k',
    )
    .action(async (what: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<OutputOptions & { sha256?: string }>();
      await withWeights(async (client, app) => {
        const start = /^https?:/.test(what)
          ? await client.weights.download({ url: what, sha256: options.sha256 ?? null })
          : await client.weights.download({ sourceId: what });
        if (start.licence !== null) process.stderr.write(`${start.name}, ${start.licence}\n`);
        output(options, await follow(client, app, start), fileWords);
      });
    });

  weights
    .command('import')
    .argument('<file>', 'a .safetensors file of a backbone, or an .onnx network')
    .description('Copies a file of yours in, once it is known to be whole.')
    .action(async (file: string, _options: unknown, command: Command) => {
      await withWeights(async (client) => {
        output(
          command.optsWithGlobals<OutputOptions>(),
          await client.weights.importFile({ path: resolve(file) }),
          fileWords,
        );
      });
    });

  weights
    .command('remove')
    .argument('<name>', 'name of the file, as the list has it')
    .description("Removes a file from the program's folder.")
    .action(async (name: string, _options: unknown, command: Command) => {
      await withWeights(async (client) => {
        await client.weights.remove({ name });
        output(command.optsWithGlobals<OutputOptions>(), { name }, () => `Removed ${name}.\n`);
      });
    });
}
