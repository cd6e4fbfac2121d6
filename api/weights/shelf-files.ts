/** The files of weights in the program's folder, each with a card beside it that says what it is. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '#catalog/formats/atomic-file.ts';
import { freeName } from '#catalog/formats/free-name.ts';
import { weightsFile, type WeightsFile } from '#terms/weights.ts';
import { AppError } from '../errors.ts';

/** Cards were written when all backbones were EfficientNets, and said so. */
const kind = z.preprocess(
  (written) => (written === 'efficientnet' ? 'backbone' : written),
  weightsFile.shape.kind,
);
const card = weightsFile.omit({ path: true, name: true }).extend({ kind });
const cardEnding = '.card.json';

/** Nothing but letters that every system takes in a name. */
const plainName = (name: string): string =>
  name.replace(/[^\w.+-]+/g, '_').replace(/^[._]+/, '') || 'weights';

export class ShelfFiles {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  pathOf(name: string): string {
    return join(this.folder, name);
  }

  /** By name; a file without a readable card is none of ours. */
  async list(): Promise<WeightsFile[]> {
    const names = await readdir(this.folder).catch(() => []);
    const there = new Set(names);
    const files = await Promise.all(
      names
        .filter((name) => name.endsWith(cardEnding))
        .map((name) => name.slice(0, -cardEnding.length))
        .filter((name) => there.has(name))
        .map((name) => this.#read(name)),
    );
    return files
      .filter((file) => file !== null)
      .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  }

  /** @throws AppError `not-found` */
  async get(name: string): Promise<WeightsFile> {
    const found = (await this.list()).find((file) => file.name === name);
    if (found === undefined)
      throw new AppError('not-found', `There are no weights named ${name}.`, { name });
    return found;
  }

  /** A name that nothing in the folder has yet. */
  async nameFor(wanted: string): Promise<string> {
    const taken = new Set(await readdir(this.folder).catch(() => []));
    const name = plainName(wanted);
    const dot = name.lastIndexOf('.');
    const stem = dot > 0 ? name.slice(0, dot) : name;
    return freeName(stem, dot > 0 ? name.slice(dot) : '', (free) => taken.has(free));
  }

  async writeCard(file: WeightsFile): Promise<void> {
    const { name, path: _, ...facts } = file;
    await writeFileAtomically(this.pathOf(`${name}${cardEnding}`), [
      JSON.stringify(facts, null, 2),
    ]);
  }

  /** @throws AppError `not-found` */
  async remove(name: string): Promise<void> {
    const { path } = await this.get(name);
    await rm(this.pathOf(`${name}${cardEnding}`), { force: true });
    await rm(path, { force: true });
  }

  async #read(name: string): Promise<WeightsFile | null> {
    try {
      const text = await readFile(this.pathOf(`${name}${cardEnding}`), 'utf8');
      const parsed = card.safeParse(JSON.parse(text));
      return parsed.success ? { ...parsed.data, name, path: this.pathOf(name) } : null;
    } catch {
      return null;
    }
  }
}
