import { Argument, InvalidArgumentError, type Command } from 'commander';
import { freeKinds, type FreeJob } from '#terms/jobs/index.ts';
import { jobStates } from '#terms/jobs/job-states.ts';
import { codeOfJob, followJob } from '../follow-job.ts';
import { throwIfFailed } from '../throw-if-failed.ts';
import { showJob } from '../job-result.ts';
import { output, type OutputOptions } from '../output.ts';
import { withCatalogue } from '../session.ts';
import { wholeNumber } from '../numbers.ts';
import { table } from '../words.ts';

interface CatalogueOptions extends OutputOptions {
  catalogue?: string;
}

/** What a job is asked, as a script writes it; whether it fits the kind, the API says. */
function specOf(text: string): FreeJob['spec'] {
  try {
    return JSON.parse(text) as FreeJob['spec'];
  } catch {
    throw new InvalidArgumentError('It must be JSON.');
  }
}

export function addJobCommands(program: Command): void {
  const jobs = program
    .command('jobs')
    .summary('see jobs, their logs, and retry them')
    .description('Long work is done in jobs. These commands show them.');

  jobs
    .command('list', { isDefault: true })
    .description('Lists jobs, newest first.')
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<CatalogueOptions>();
      await withCatalogue(options.catalogue, async ({ client }) => {
        output(options, await client.jobs.list({}), (list) =>
          table(
            ['id', 'state', 'job', ''],
            list.map((job) => [
              job.id,
              jobStates[job.state].title,
              job.title,
              job.summary ?? job.error?.message ?? '',
            ]),
          ),
        );
      });
    });

  jobs
    .command('log')
    .argument('<id>', 'number of the job', wholeNumber)
    .description('Prints what a job wrote down.')
    .action(async (jobId: number, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<CatalogueOptions>();
      await withCatalogue(options.catalogue, async ({ client }) => {
        output(options, await client.jobs.log({ jobId }), (lines) =>
          lines
            .map(({ at, level, line }) => `${new Date(at).toISOString()} ${level} ${line}\n`)
            .join(''),
        );
      });
    });

  jobs
    .command('start')
    .addArgument(new Argument('<kind>', 'what is to be done').choices(freeKinds))
    .argument('<spec>', 'what is asked of it, as JSON', specOf)
    .description(
      'Starts a job from a script, and waits for its end.\n\n' +
        `Example: resight jobs start import-photos '{"paths": ["/photos/2026-06-07"]}'`,
    )
    .action(async (kind: FreeJob['kind'], spec: FreeJob['spec'], _: unknown, command: Command) => {
      const options = command.optsWithGlobals<CatalogueOptions>();
      await withCatalogue(options.catalogue, async (session) => {
        await showJob(session, await session.client.jobs.start({ kind, spec }), options);
      });
    });

  jobs
    .command('cancel')
    .argument('<id>', 'number of the job', wholeNumber)
    .description('Takes a waiting job out of the queue. A running one is cancelled where it runs.')
    .action(async (jobId: number, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<CatalogueOptions>();
      await withCatalogue(options.catalogue, async ({ client }) => {
        output(
          options,
          await client.jobs.cancel({ jobId }),
          ({ title }) => `Cancelled: ${title}\n`,
        );
      });
    });

  jobs
    .command('retry')
    .argument('<id>', 'number of the job', wholeNumber)
    .description('Does a failed or cancelled job again, going on from where it stopped.')
    .action(async (jobId: number, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<CatalogueOptions>();
      await withCatalogue(options.catalogue, async (session) => {
        const end = await followJob(session, await session.client.jobs.retry({ jobId }));
        process.exitCode = codeOfJob(end);
        throwIfFailed(end);
        output(options, end, ({ summary }) => `${summary ?? jobStates.cancelled.sentence}\n`);
      });
    });
}
