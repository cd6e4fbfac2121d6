import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';

/** What a contender answers to a number of passes. */
interface Timed {
  /** One time a pass. */
  milliseconds: number[];
  /** Peak memory of its process so far. */
  peakMebibytes: number;
}

/**
 * A child process that does the work of one side. It says `{"ready": what it is}` on a line, then
 * answers each line holding a number of passes with a {@link Timed} line. Both sides stay alive and
 * warm, so that their passes can be taken in turns.
 */
export class Contender implements Disposable {
  readonly name: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  private constructor(
    name: string,
    child: ChildProcessWithoutNullStreams,
    lines: AsyncIterator<string>,
  ) {
    this.name = name;
    this.#child = child;
    this.#lines = lines;
  }

  /** @throws Error with the last of what the program wrote if it ends before it is ready */
  static async start(program: string, words: readonly string[]): Promise<Contender> {
    const child = spawn(program, words);
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = `${complaint}${chunk.toString()}`.slice(-2000);
    });
    // A program that is not installed shows as the end of its output, like one that fails.
    child.on('error', (error) => {
      complaint += error.message;
    });
    const reader: Interface = createInterface({ input: child.stdout });
    const lines = reader[Symbol.asyncIterator]();
    const first = await lines.next();
    if (first.done)
      throw new Error(`${program} ${words.join(' ')}: ended before it was ready. ${complaint}`);
    const { ready } = JSON.parse(first.value) as { ready: string };
    return new Contender(ready, child, lines);
  }

  /** @throws Error if the process ends instead of answering */
  async run(passes: number): Promise<Timed> {
    this.#child.stdin.write(`${passes}\n`);
    const line = await this.#lines.next();
    if (line.done) throw new Error(`${this.name}: ended while it ran ${passes} passes.`);
    return JSON.parse(line.value) as Timed;
  }

  [Symbol.dispose]() {
    this.#child.kill();
  }
}
