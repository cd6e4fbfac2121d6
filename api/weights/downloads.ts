/** Downloads on their way, paused or failed; what has arrived of one outlives the program. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '#catalog/formats/atomic-file.ts';
import type { WeightsDownload } from '#terms/weights.ts';
import { AppError, toPlainError } from '../errors.ts';
import { Pace } from '../jobs/pace.ts';
import { discardPart, fetchFile, type FetchedFile } from './fetch-file.ts';

/** Listeners hear of a download's progress this often, milliseconds. */
const TELL_MS = 250;
const wantedEnding = '.wanted.json';

/** What a person asked for; it stands beside the part, so that a later start can go on. */
const wanted = z.object({
  url: z.string(),
  name: z.string(),
  /** What the hash should be, if the list or the person says. */
  sha256: z.string().nullable(),
  sourceId: z.string().nullable(),
  licence: z.string().nullable(),
});
export type Wanted = z.infer<typeof wanted>;

interface Running {
  download: WeightsDownload;
  abort: AbortController;
  done: Promise<void>;
}

interface DownloadsOptions {
  folder: string;
  changed: () => void;
  /** Takes over a whole file, or refuses it; the part is gone afterwards. */
  adopt: (what: Wanted, part: string, fetched: FetchedFile) => Promise<void>;
  /** Milliseconds before a broken connection is tried again. */
  pauses?: readonly number[];
}

const idOf = (url: string) => createHash('sha256').update(url).digest('hex').slice(0, 16);

const freshDownload = ({ url, name, licence }: Wanted): WeightsDownload => ({
  id: idOf(url),
  name,
  url,
  state: 'running',
  received: 0,
  total: null,
  bytesPerSecond: null,
  secondsLeft: null,
  licence,
  error: null,
});

export class WeightsDownloads {
  readonly #options: DownloadsOptions;
  readonly #running = new Map<string, Running>();
  /** Downloads that stopped for a reason that a person should read. */
  readonly #failed = new Map<string, { what: Wanted; download: WeightsDownload }>();
  #toldAt = 0;

  constructor(options: DownloadsOptions) {
    this.#options = options;
  }

  /** Begins, or goes on with what is there of the same address. */
  start(what: Wanted): WeightsDownload {
    const download = freshDownload(what);
    const { id } = download;
    const running = this.#running.get(id);
    if (running !== undefined) return running.download;
    const abort = new AbortController();
    this.#failed.delete(id);
    const entry: Running = { download, abort, done: Promise.resolve() };
    this.#running.set(id, entry);
    entry.done = this.#fetch(what, download, abort.signal).finally(() => {
      this.#running.delete(id);
      this.#options.changed();
    });
    this.#options.changed();
    return download;
  }

  /** @throws AppError `not-found` */
  async resume(id: string): Promise<WeightsDownload> {
    const what = this.#failed.get(id)?.what ?? (await this.#wanted(id));
    if (what === null)
      throw new AppError('not-found', 'There is no such download to go on with.', { id });
    return this.start(what);
  }

  async pause(id: string): Promise<void> {
    const running = this.#running.get(id);
    running?.abort.abort();
    await running?.done;
  }

  async discard(id: string): Promise<void> {
    await this.pause(id);
    this.#failed.delete(id);
    await discardPart(this.#partOf(id));
    await rm(this.#wantedOf(id), { force: true });
    this.#options.changed();
  }

  /** What runs, what failed, and what an earlier start of the program left unfinished. */
  async list(): Promise<WeightsDownload[]> {
    let running: string;
    let shown: Map<string, WeightsDownload>;
    do {
      running = this.#runningIds();
      shown = await this.#unfinished();
      // One that ended while its files were read would look paused.
    } while (running !== this.#runningIds());
    for (const [id, { download }] of this.#failed) shown.set(id, download);
    for (const [id, { download }] of this.#running) shown.set(id, { ...download });
    return [...shown.values()];
  }

  #runningIds(): string {
    return [...this.#running.keys()].join(' ');
  }

  /** What the folder holds of downloads, as if none of them ran. */
  async #unfinished(): Promise<Map<string, WeightsDownload>> {
    const names = await readdir(this.#options.folder).catch(() => []);
    const shown = new Map<string, WeightsDownload>();
    for (const name of names.filter((each) => each.endsWith(wantedEnding))) {
      const id = name.slice(0, -wantedEnding.length);
      const what = await this.#wanted(id);
      if (what === null) continue;
      const received = await stat(this.#partOf(id)).then(
        ({ size }) => size,
        () => 0,
      );
      shown.set(id, { ...freshDownload(what), state: 'paused', received });
    }
    return shown;
  }

  /** Pauses what runs. */
  async close(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((id) => this.pause(id)));
  }

  /** Never fails: what went wrong stands in the list. */
  async #fetch(what: Wanted, download: WeightsDownload, signal: AbortSignal): Promise<void> {
    const { folder, changed, adopt, pauses } = this.#options;
    const { id } = download;
    const part = this.#partOf(id);
    const pace = new Pace();
    try {
      await mkdir(folder, { recursive: true });
      await writeFileAtomically(this.#wantedOf(id), [JSON.stringify(what)]);
      const fetched = await fetchFile(
        { url: what.url, part, signal, pauses },
        ({ received, total }) => {
          pace.mark('', received, performance.now());
          Object.assign(download, {
            received,
            total,
            bytesPerSecond: pace.perSecond,
            secondsLeft: pace.secondsLeft(total),
          } satisfies Partial<WeightsDownload>);
          this.#tell();
        },
        () => {
          download.state = 'checking';
          changed();
        },
      );
      try {
        await adopt(what, part, fetched);
      } finally {
        // Whole but not taken: there is nothing to go on from.
        await discardPart(part);
        await rm(this.#wantedOf(id), { force: true });
      }
    } catch (error) {
      const plain = toPlainError(error);
      if (plain.code === 'cancelled') return;
      this.#failed.set(id, {
        what,
        download: { ...download, state: 'failed', secondsLeft: null, error: plain },
      });
    }
  }

  async #wanted(id: string): Promise<Wanted | null> {
    try {
      const parsed = wanted.safeParse(JSON.parse(await readFile(this.#wantedOf(id), 'utf8')));
      return parsed.success ? parsed.data : null;
    } catch {
      return null;
    }
  }

  #tell(): void {
    const now = performance.now();
    if (now - this.#toldAt < TELL_MS) return;
    this.#toldAt = now;
    this.#options.changed();
  }

  #partOf(id: string): string {
    return join(this.#options.folder, `${id}.part`);
  }

  #wantedOf(id: string): string {
    return join(this.#options.folder, `${id}${wantedEnding}`);
  }
}
