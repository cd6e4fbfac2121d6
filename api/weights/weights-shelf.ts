/**
 * Starting weights that a person brings, from an address or from disk, in the program's own folder.
 * Downloads go on beside jobs and catalogues, and only ever because a person asked for one.
 */
import { copyFile, mkdir, stat } from 'node:fs/promises';
import { basename, dirname, extname } from 'node:path';
import { intoPlace } from '#catalog/formats/into-place.ts';
import { sha256OfFile } from '#catalog/sha256-of-file.ts';
import { dotted, pickleEndings, weightsEndings } from '#terms/files/endings.ts';
import type { WeightsDownload, WeightsFile, WeightsSource } from '#terms/weights.ts';
import type { WeightsVariant } from '#terms/embedder/backbones.ts';
import { AppError } from '../errors.ts';
import { WeightsDownloads, type Wanted } from './downloads.ts';
import { checkedAddress, type FetchedFile } from './fetch-file.ts';
import { inspectWeights } from './inspect-weights.ts';
import { ShelfFiles } from './shelf-files.ts';
import { weightsSources } from './sources.ts';

interface ShelfOptions {
  sources?: readonly WeightsSource[];
  /** Milliseconds before a broken connection is tried again. */
  pauses?: readonly number[];
}

export class WeightsShelf {
  readonly #folder: string;
  readonly #files: ShelfFiles;
  readonly #downloads: WeightsDownloads;
  readonly #changed: () => void;
  readonly #sources: readonly WeightsSource[];
  /** Files, with size and time, whose hash was right: a forecast asks again with every choice. */
  readonly #sound = new Set<string>();

  /** @param changed called when the list is not what it was */
  constructor(
    folder: string,
    changed: () => void,
    { sources = weightsSources, pauses }: ShelfOptions = {},
  ) {
    this.#folder = folder;
    this.#files = new ShelfFiles(folder);
    this.#changed = changed;
    this.#sources = sources;
    this.#downloads = new WeightsDownloads({
      folder,
      changed,
      pauses,
      adopt: (what, part, fetched) => this.#adopt(what, part, fetched),
    });
  }

  async list(): Promise<{
    folder: string;
    sources: WeightsSource[];
    files: WeightsFile[];
    downloads: WeightsDownload[];
  }> {
    return {
      folder: this.#folder,
      sources: [...this.#sources],
      files: await this.#files.list(),
      downloads: await this.#downloads.list(),
    };
  }

  /** @throws AppError `not-found`, or `bad-input` for a format that is never opened */
  downloadSource(sourceId: string): WeightsDownload {
    const source = this.#sources.find(({ id }) => id === sourceId);
    if (source === undefined)
      throw new AppError('not-found', `No published weights are known as ${sourceId}.`, {
        sourceId,
      });
    if (source.format === 'pickle')
      throw new AppError(
        'bad-input',
        `${source.name} is published as a pickled PyTorch file only, which can run code when it is opened. Convert it to safetensors where PyTorch is, then import that file from disk.`,
        { sourceId },
      );
    return this.#downloads.start({
      url: source.url,
      name: `${source.name}${extname(new URL(source.url).pathname)}`,
      sha256: source.sha256,
      sourceId,
      licence: source.licence,
    });
  }

  /** @throws AppError `bad-input` for an address that is not encrypted, or of a pickled file */
  downloadAddress(address: string, sha256: string | null): WeightsDownload {
    const url = checkedAddress(address);
    const name = decodeURIComponent(basename(url.pathname));
    const known = this.#sources.find((source) => source.url === url.href);
    if (known !== undefined && sha256 === null) return this.downloadSource(known.id);
    if (!weightsEndings.some((ending) => name.toLowerCase().endsWith(`.${ending}`)))
      throw new AppError(
        'bad-input',
        `${address} does not end in ${dotted(weightsEndings, ' or ')}. Pickled PyTorch files (${dotted(pickleEndings, ', ')}) can run code when they are opened and are never fetched; convert them where PyTorch is.`,
        { url: address },
      );
    return this.#downloads.start({ url: url.href, name, sha256, sourceId: null, licence: null });
  }

  resume(id: string): Promise<WeightsDownload> {
    return this.#downloads.resume(id);
  }

  pause(id: string): Promise<void> {
    return this.#downloads.pause(id);
  }

  discard(id: string): Promise<void> {
    return this.#downloads.discard(id);
  }

  /**
   * Copies a file in, unless the same is there already.
   * @throws AppError `not-found` or `bad-input` naming the file
   */
  async importFile(path: string): Promise<WeightsFile> {
    const found = await stat(path).catch(() => null);
    if (found?.isFile() !== true)
      throw new AppError('not-found', `${path} is not there, or is no file.`, { path });
    const facts = await inspectWeights(path, basename(path));
    const sha256 = await sha256OfFile(path);
    const same = (await this.#files.list()).find((file) => file.sha256 === sha256);
    if (same !== undefined) return same;
    await mkdir(this.#folder, { recursive: true });
    const name = await this.#files.nameFor(basename(path));
    const target = this.#files.pathOf(name);
    // Under another name until it is whole: a copy that breaks off is none.
    await copyFile(path, `${target}.copy`);
    await intoPlace(`${target}.copy`, target);
    const source = this.#sources.find((known) => known.sha256 === sha256);
    return this.#keep({
      name,
      path: target,
      bytes: found.size,
      sha256,
      ...facts,
      variant: source?.variant ?? onlyOf(facts.variants),
      licence: source?.licence ?? null,
      origin: path,
      hashFrom: source === undefined ? 'nobody' : 'list',
      addedAt: Date.now(),
    });
  }

  /** @throws AppError `bad-input` if the file's names rule it out */
  async setVariant(name: string, variant: WeightsVariant): Promise<WeightsFile> {
    const file = await this.#files.get(name);
    if (!file.variants.includes(variant))
      throw new AppError(
        'bad-input',
        `${name} cannot be of ${variant}: its names fit ${file.variants.join(' or ') || 'no library'}.`,
        { name, variant },
      );
    return this.#keep({ ...file, variant });
  }

  /**
   * What is wrong with a file that a training would start from; null for one that is as it came, and for one of another
   * folder, of which nothing is known.
   */
  async damageOf(path: string): Promise<string | null> {
    if (dirname(path) !== this.#folder) return null;
    const file = (await this.#files.list()).find(({ name }) => name === basename(path));
    if (file === undefined) return null;
    const { size, mtimeMs } = await stat(path);
    const stamp = `${path} ${size} ${mtimeMs}`;
    if (!this.#sound.has(stamp)) {
      if ((await sha256OfFile(path)) !== file.sha256)
        return `${file.name} is not the file that was brought in: the disk or another program changed it. Remove it under Starting weights and bring it again.`;
      this.#sound.add(stamp);
    }
    return null;
  }

  async remove(name: string): Promise<void> {
    await this.#files.remove(name);
    this.#changed();
  }

  /** Pauses downloads; the program may end. */
  close(): Promise<void> {
    return this.#downloads.close();
  }

  /** A fetched file becomes one of the shelf, if it is what was asked for. */
  async #adopt(what: Wanted, part: string, { bytes, sha256, serverSha256 }: FetchedFile) {
    const expected = what.sha256 ?? serverSha256;
    if (expected !== null && expected !== sha256)
      throw new AppError(
        'bad-input',
        `${what.name} is not the file that was expected: its SHA-256 is ${sha256}, ${what.sha256 === null ? 'the server states' : 'it should be'} ${expected}. It was thrown away. Fetch it again, or ask whoever published it.`,
        { url: what.url, sha256, expected },
      );
    const source = this.#sources.find(({ id }) => id === what.sourceId);
    const facts = await inspectWeights(part, what.name);
    const name = await this.#files.nameFor(what.name);
    await intoPlace(part, this.#files.pathOf(name));
    const vouched = source === undefined ? 'person' : 'list';
    await this.#keep({
      name,
      path: this.#files.pathOf(name),
      bytes,
      sha256,
      ...facts,
      variant: source?.variant ?? onlyOf(facts.variants),
      licence: what.licence,
      origin: what.url,
      hashFrom: what.sha256 !== null ? vouched : serverSha256 === null ? 'nobody' : 'server',
      addedAt: Date.now(),
    });
  }

  async #keep(file: WeightsFile): Promise<WeightsFile> {
    await this.#files.writeCard(file);
    this.#changed();
    return file;
  }
}

const onlyOf = (variants: readonly WeightsVariant[]): WeightsVariant | null =>
  variants.length === 1 ? (variants[0] ?? null) : null;
