/** Which drawn crops stand in a batch: pairs of one animal. */
import { streamOf, uniformAt } from '#models/random/counter-random.ts';
import { finFamilies } from '#worker/demo/index.ts';
import type { AnimalCrop } from './animal-crops.ts';

const families = Object.keys(finFamilies).length;

/** Crops of animals by their numbers, ready to be drawn from. */
export class AnimalPairs {
  /** Of each family, of each animal: numbers of crops. */
  readonly #byFamily: number[][][];
  readonly #seed: number;

  constructor(crops: readonly AnimalCrop[], seed: number) {
    const animals = new Map<number, number[]>();
    for (const [at, { animal }] of crops.entries())
      animals.set(animal, [...(animals.get(animal) ?? []), at]);
    // The drawing gives animals families in turn.
    this.#byFamily = Array.from({ length: families }, (_, family) =>
      [...animals]
        .filter(([animal]) => animal % families === family)
        .map(([, own]) => own)
        .filter((own) => own.length > 1),
    );
    this.#seed = seed;
  }

  /**
   * Numbers of the crops of a step, two of an animal together, from whichever sides (right ones are shown
   * mirrored, and the edge of a fin is the same from both); no animal comes twice.
   * @param kinds families in the batch: animals of few kinds are harder to tell apart
   */
  ofStep(step: number, batch: number, kinds: number): number[] {
    const stream = streamOf(this.#seed, `pairs.${step}`);
    let drawn = 0;
    const below = (limit: number) =>
      Math.min(limit - 1, Math.floor(((uniformAt(stream, drawn++) + 1) / 2) * limit));
    const remaining = this.#byFamily.map((animals) => [...animals]);
    const chosen: number[] = [];
    const first = below(families);
    for (let pair = 0; pair < batch / 2; pair += 1) {
      const animals = remaining[(first + (pair % kinds)) % families] ?? [];
      const [crops = []] = animals.splice(below(animals.length), 1);
      const one = below(crops.length);
      const other = (one + 1 + below(crops.length - 1)) % crops.length;
      chosen.push(crops[one] ?? 0, crops[other] ?? 0);
    }
    return chosen;
  }
}
