import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { uuidOf } from '#catalog/uuid-of.ts';
import { catalogueEnding } from '#terms/files/endings.ts';
import { writeFileAtomically } from '#catalog/formats/atomic-file.ts';
import { z } from 'zod';
import type { RecentCatalogue } from '#terms/catalogue.ts';

const MOST = 12;
const stored = z.array(
  z.object({
    name: z.string(),
    folder: z.string(),
    openedAt: z.number(),
    /** Entries of earlier versions have none. */
    uuid: z.string().optional(),
  }),
);

type Entry = z.infer<typeof stored>[number];

/** Catalogues that were opened before, newest first, in a small file of the program's own. */
export class RecentCatalogues {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  async list(): Promise<RecentCatalogue[]> {
    const entries = await this.#read();
    const known = new Set(entries.map(({ folder }) => folder));
    return entries.flatMap((entry) => {
      const { name, openedAt } = entry;
      const place = placeOf(entry);
      // One that was opened under its new name has its own entry.
      if (place !== null && place !== entry.folder && known.has(place)) return [];
      return [{ name, openedAt, folder: place ?? entry.folder, exists: place !== null }];
    });
  }

  async remember(folder: string, name: string, uuid: string, now: number): Promise<void> {
    const others = (await this.#read()).filter((entry) => entry.folder !== folder);
    await this.#write([{ name, folder, openedAt: now, uuid }, ...others].slice(0, MOST));
  }

  async forget(folder: string): Promise<void> {
    const entries = await this.#read();
    await this.#write(
      entries.filter((entry) => entry.folder !== folder && placeOf(entry) !== folder),
    );
  }

  /** A list that is damaged or not there is an empty one: nothing of a person's is in it. */
  async #read(): Promise<Entry[]> {
    try {
      const parsed = stored.safeParse(JSON.parse(await readFile(this.#file, 'utf8')));
      return parsed.success ? parsed.data : [];
    } catch {
      return [];
    }
  }

  async #write(entries: Entry[]): Promise<void> {
    await writeFileAtomically(this.#file, [JSON.stringify(entries, null, 2)]);
  }
}

/** Where a catalogue is: where it was opened, or beside that under another name; null if it is gone. */
function placeOf({ folder, uuid }: Entry): string | null {
  if (existsSync(folder)) return folder;
  if (uuid === undefined) return null;
  const parent = dirname(folder);
  try {
    const beside = readdirSync(parent).filter((name) => name.endsWith(catalogueEnding));
    return beside.map((name) => join(parent, name)).find((path) => uuidOf(path) === uuid) ?? null;
  } catch {
    return null;
  }
}
