import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { writeFileAtomically } from '#catalog/formats/atomic-file.ts';
import { z } from 'zod';
import type { RecentCatalogue } from '#terms/catalogue.ts';

const MOST = 12;
const stored = z.array(z.object({ name: z.string(), folder: z.string(), openedAt: z.number() }));

/** Catalogues that were opened before, newest first, in a small file of the program's own. */
export class RecentCatalogues {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  async list(): Promise<RecentCatalogue[]> {
    const entries = await this.#read();
    return entries.map((entry) => ({ ...entry, exists: existsSync(entry.folder) }));
  }

  async remember(folder: string, name: string, now: number): Promise<void> {
    const others = (await this.#read()).filter((entry) => entry.folder !== folder);
    await this.#write([{ name, folder, openedAt: now }, ...others].slice(0, MOST));
  }

  async forget(folder: string): Promise<void> {
    await this.#write((await this.#read()).filter((entry) => entry.folder !== folder));
  }

  /** A list that is damaged or not there is an empty one: nothing of a person's is in it. */
  async #read(): Promise<z.infer<typeof stored>> {
    try {
      const parsed = stored.safeParse(JSON.parse(await readFile(this.#file, 'utf8')));
      return parsed.success ? parsed.data : [];
    } catch {
      return [];
    }
  }

  async #write(entries: z.infer<typeof stored>): Promise<void> {
    await writeFileAtomically(this.#file, [JSON.stringify(entries, null, 2)]);
  }
}
