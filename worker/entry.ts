/**
 * The worker process: takes one job at a time from the shell, does it, says how it went. It ends with
 * the shell, and it may be killed at any moment without losing anything that was stored.
 */
import { CancelledError, plainError, RunningContext } from './job-context.ts';
import { programs } from './jobs/programs.ts';
import { answers } from './questions/answers.ts';
import type { JobKind } from '#terms/jobs/index.ts';
import { questions, type Question } from '#terms/questions/index.ts';
import type { FromWorker, JobStart, QuestionAsked, ToWorker } from './messages.ts';

/** In Electron's utility process the shell's side hangs on `process.parentPort`. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}
const { parentPort } = process as { parentPort?: ParentPort };

function send(message: FromWorker): void {
  if (parentPort === undefined) process.send?.(message);
  else parentPort.postMessage(message);
}

let running:
  { jobId: number; context: Pick<RunningContext<JobKind>, 'cancel' | 'batchStored'> } | undefined;

async function run<K extends JobKind>(start: JobStart<K>): Promise<void> {
  const context = new RunningContext<K>(start, send);
  running = { jobId: start.jobId, context };
  try {
    const result = await programs[start.kind](start.spec, context);
    await context.stored();
    context.flush();
    send({ type: 'done', jobId: start.jobId, result });
  } catch (error) {
    context.flush();
    if (error instanceof CancelledError || context.signal.aborted) {
      send({ type: 'cancelled', jobId: start.jobId });
    } else {
      if (error instanceof Error && error.stack !== undefined) context.log('error', error.stack);
      send({ type: 'failed', jobId: start.jobId, error: plainError(error) });
    }
  } finally {
    running = undefined;
  }
}

async function answer<Q extends Question>({
  askId,
  question,
  input,
  place,
}: QuestionAsked<Q>): Promise<void> {
  try {
    send({
      type: 'answer',
      askId,
      answer: await answers[question](questions[question].input.parse(input), place),
    });
  } catch (error) {
    send({ type: 'refusal', askId, error: plainError(error) });
  }
}

function onMessage(message: ToWorker): void {
  switch (message.type) {
    case 'start':
      void run(message);
      break;
    case 'ask':
      void answer(message);
      break;
    case 'cancel':
      if (running?.jobId === message.jobId) running.context.cancel();
      break;
    case 'batch-stored':
      if (running?.jobId === message.jobId) running.context.batchStored(message.sequence);
      break;
    case 'shutdown':
      process.exit(0);
  }
}

if (parentPort === undefined) {
  process.on('message', (message) => onMessage(message as ToWorker));
  process.on('disconnect', () => process.exit(0));
} else {
  parentPort.on('message', ({ data }) => onMessage(data as ToWorker));
}
// Ctrl-C in a terminal reaches the whole group; the shell decides what becomes of the job.
process.on('SIGINT', () => {});
send({ type: 'ready', pid: process.pid });
