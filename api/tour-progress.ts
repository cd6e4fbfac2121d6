import { readFile } from 'node:fs/promises';
import { writeFileAtomically } from '#catalog/formats/atomic-file.ts';
import { tourProgress, type TourProgress } from '#terms/shell.ts';

/** How far this person got in the tour of the loop, in a small file of the program's own. */
export class TourFile {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** A file that is damaged or not there is a tour that was never taken. */
  async read(): Promise<TourProgress> {
    try {
      const parsed = tourProgress.safeParse(JSON.parse(await readFile(this.#file, 'utf8')));
      if (parsed.success) return parsed.data;
    } catch {
      // Never taken.
    }
    return { state: 'never', step: 0 };
  }

  async write(progress: TourProgress): Promise<void> {
    await writeFileAtomically(this.#file, [JSON.stringify(progress)]);
  }
}
