import { statSync } from 'node:fs';
import { CatalogueError } from './catalogue-error.ts';

/** A folder that was moved is noticed this long after at most, milliseconds. */
const EVERY_MS = 500;

/**
 * Notices when the folder of an open catalogue is renamed, moved or replaced. The system would let us write the
 * database on in its new place, while pictures and backups would go to a new folder in the old one.
 */
export class PlaceWatch {
  readonly #folder: string;
  readonly #database: string;
  readonly #inode: bigint | null;
  #checkedAt = performance.now();

  /** @param database that is open */
  constructor(folder: string, database: string) {
    this.#folder = folder;
    this.#database = database;
    this.#inode = inodeOf(database);
  }

  /** @throws CatalogueError `catalogue-missing` if the folder is no longer where it was opened. */
  check(): void {
    const now = performance.now();
    if (now - this.#checkedAt < EVERY_MS) return;
    if (this.#inode === null || inodeOf(this.#database) === this.#inode) {
      this.#checkedAt = now;
      return;
    }
    throw new CatalogueError(
      'catalogue-missing',
      `${this.#folder} was renamed, moved or replaced while it was open, so this was not stored. Close the catalogue and open it where it is now.`,
      { folder: this.#folder },
    );
  }
}

function inodeOf(path: string): bigint | null {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino ?? null;
}
