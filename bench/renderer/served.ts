import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The real browser shell as a person starts it, for benches that look at the screen. */
export class ServedCatalogue implements AsyncDisposable {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  /** @param stateFolder where the program remembers things, so that the person's own stay untouched */
  static async start(catalogue: string, stateFolder: string): Promise<ServedCatalogue> {
    const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
    const child = spawn(process.execPath, [main, 'serve', '--no-open', '--catalogue', catalogue], {
      env: { ...process.env, RESIGHT_STATE: stateFolder, RESIGHT_DOCUMENTS: stateFolder },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await new Promise<string>((resolve, reject) => {
      let out = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        out += text;
        const found = /http:\S+/.exec(out)?.[0];
        if (found !== undefined) resolve(found);
      });
      child.on('exit', (code) => reject(new Error(`The server ended with code ${code}.`)));
    });
    return new ServedCatalogue(child, url);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const gone = new Promise((resolve) => {
      this.#child.once('exit', resolve);
    });
    this.#child.kill('SIGTERM');
    await gone;
  }
}
