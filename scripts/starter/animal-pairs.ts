/** Which drawn crops stand in a batch: pairs of one animal each, from few families at a time. */
import { streamOf, uniformAt } from '#models/nets/counter-random.ts';
import { finFamilies } from '#worker/demo/index.ts';
import type { AnimalCrop } from './animal-crops.ts';

const families = Object.keys(finFamilies).length;
/** Families in a batch: animals of one kind are hard to tell apart, and that is what is to be learned. */
const familiesInBatch = 2;

/** Crops of animals by their numbers, ready to be drawn from. */
export class AnimalPairs {
  readonly #byFamily: number[][][];
  readonly #seed: number;

  constructor(crops: readonly AnimalCrop[], seed: number) {
    const byAnimal = new Map<number, number[]>();
    for (const [at, { animal }] of crops.entries()) {
      const own = byAnimal.get(animal);
      if (own) own.push(at);
      else byAnimal.set(animal, [at]);
    }
    // The drawing gives animals families in turn.
    this.#byFamily = Array.from({ length: families }, (_, family) =>
      [...byAnimal]
        .filter(([animal, own]) => animal % families === family && own.length > 1)
        .map(([, own]) => own),
    );
    this.#seed = seed;
  }

  /** Numbers of the crops of a step, two of an animal side by side; no animal comes twice. */
  ofStep(step: number, batch: number): number[] {
    const stream = streamOf(this.#seed, `pairs.${step}`);
    let drawn = 0;
    const below = (limit: number) =>
      Math.min(limit - 1, Math.floor(((uniformAt(stream, drawn++) + 1) / 2) * limit));
    const chosen: number[] = [];
    const first = below(families);
    for (let part = 0; part < familiesInBatch; part += 1) {
      const family = (first + part * (1 + below(families - 1))) % families;
      const animals = [...(this.#byFamily[family] ?? [])];
      const due = batch / familiesInBatch / 2;
      for (let pair = 0; pair < due; pair += 1) {
        const [own = []] = animals.splice(below(animals.length), 1);
        const one = below(own.length);
        const other = (one + 1 + below(own.length - 1)) % own.length;
        chosen.push(own[one] ?? 0, own[other] ?? 0);
      }
    }
    return chosen;
  }
}
