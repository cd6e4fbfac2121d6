/**
 * What the drawing knows of an animal and its picture does not say: the shape of its fin, where pieces
 * are missing, its kind, the side. A network that must tell these learns to look at outlines long before
 * it can tell animals apart.
 */
import { finFamilies, marksOf, type AnimalMarks, type FinFamily } from '#worker/demo/index.ts';
import type { AnimalCrop } from './animal-crops.ts';

const families = Object.keys(finFamilies) as FinFamily[];

/** Places along the edge, from the leading edge (below 0) over the tip (0) to the base (1). */
const places = Array.from({ length: 16 }, (_, at) => -0.2 + (1.2 * at) / 15);

/** How much is missing near each place. */
const missing = ({ notches }: AnimalMarks): number[] =>
  places.map((place) =>
    notches.reduce(
      (sum, { at, depth, width }) =>
        sum + depth * Math.exp(-(((at - place) / (width + 0.04)) ** 2)),
      0,
    ),
  );

/** Numbers of each animal and side, each with mean 0 and deviation 1 over all of them. */
export class AnimalTargets {
  /** Numbers of a crop. */
  readonly length: number;
  readonly #rows = new Map<string, number[]>();

  /** @param seed that the animals were drawn with */
  constructor(crops: readonly AnimalCrop[], seed: number) {
    const marks = new Map<number, AnimalMarks>();
    for (const { animal, side } of crops) {
      const family = families[animal % families.length] ?? 'bottlenose dolphin';
      const own = marks.get(animal) ?? marksOf(seed, animal, family);
      marks.set(animal, own);
      this.#rows.set(`${animal} ${side}`, [
        ...Object.values(own.shape as unknown as Record<string, number>),
        ...missing(own),
        ...families.map((each) => Number(each === family)),
        own.skin,
        own.saddle,
        side === 'left' ? 1 : -1,
      ]);
    }
    const rows = [...this.#rows.values()];
    this.length = rows[0]?.length ?? 0;
    for (let at = 0; at < this.length; at += 1) {
      const mean = rows.reduce((sum, row) => sum + (row[at] ?? 0), 0) / rows.length;
      const squares = rows.reduce((sum, row) => sum + ((row[at] ?? 0) - mean) ** 2, 0);
      const deviation = Math.sqrt(squares / rows.length) || 1;
      for (const row of rows) row[at] = ((row[at] ?? 0) - mean) / deviation;
    }
  }

  of({ animal, side }: AnimalCrop): readonly number[] {
    return this.#rows.get(`${animal} ${side}`) ?? [];
  }
}
