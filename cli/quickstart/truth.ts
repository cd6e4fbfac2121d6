import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { DirectClient } from '#api/server.ts';
import { demoTruth, type TruthBox } from '#terms/demo.ts';
import { overlapOf, sameThing, type Rectangle } from '#terms/geometry.ts';

/**
 * Which fin of the truth each box shows, at most one box a fin, the surest boxes first.
 * @returns for each box its fin, or null
 */
export function finsOf(
  boxes: readonly (Rectangle & { confidence: number | null })[],
  fins: readonly TruthBox[],
): (TruthBox | null)[] {
  const shown: (TruthBox | null)[] = boxes.map(() => null);
  const free = new Set(fins);
  const surest = [...boxes.keys()].sort(
    (a, b) => (boxes[b].confidence ?? 1) - (boxes[a].confidence ?? 1),
  );
  for (const at of surest) {
    const ranked = [...free]
      .map((fin) => ({ fin, overlap: overlapOf(boxes[at], fin) }))
      .sort((a, b) => b.overlap - a.overlap);
    const [best] = ranked;
    if (best === undefined || best.overlap < sameThing) continue;
    shown[at] = best.fin;
    free.delete(best.fin);
  }
  return shown;
}

/** What the demo's photos show, by photo of the catalogue. */
export class TrueFins {
  readonly #photosFolder: string;
  readonly #fins: ReadonlyMap<string, TruthBox[]>;

  private constructor(photosFolder: string, fins: ReadonlyMap<string, TruthBox[]>) {
    this.#photosFolder = photosFolder;
    this.#fins = fins;
  }

  static async read(folder: string): Promise<TrueFins> {
    const photosFolder = join(folder, 'Demo photos');
    const parsed = demoTruth
      .pick({ photos: true })
      .parse(JSON.parse(await readFile(join(photosFolder, 'truth.json'), 'utf8')));
    return new TrueFins(
      photosFolder,
      new Map(
        parsed.photos.map(({ file, boxes }) => [
          file,
          boxes.filter((box) => box.class === 'dorsal fin'),
        ]),
      ),
    );
  }

  /** The fins on a photo. @throws Error if it is none of the demo's */
  async finsOn(client: DirectClient, photoId: number): Promise<TruthBox[]> {
    const { path } = await client.photos.get({ photoId });
    const fins = this.#fins.get(relative(this.#photosFolder, path).split(sep).join('/'));
    if (fins === undefined) throw new Error(`${path} is no photo of the demo.`);
    return fins;
  }
}
