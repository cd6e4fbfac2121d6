/** Which pictures a step sees: plain functions of seed and step, so that a resumed run sees the same. */
import { streamOf, uniformAt } from '#models/random/counter-random.ts';
import { stepsPerEpoch } from '#catalog/training/embedder-recipe.ts';
import type { SamplingId } from '#terms/embedder/samplings.ts';

interface SamplingPlan {
  /** Class of each picture. */
  labels: readonly number[];
  /** `balanced`: classes come equally often, whatever the number of their pictures. */
  sampling: SamplingId;
  batch: number;
  seed: number;
}

/** Gives the pictures of a step by their places. */
export class Sampler {
  readonly #plan: SamplingPlan;
  readonly #steps: number;
  /** Places of each class. */
  readonly #byClass: number[][];
  #epoch = -1;
  #order: number[] = [];

  constructor(plan: SamplingPlan) {
    this.#plan = plan;
    this.#steps = stepsPerEpoch(plan.labels.length, plan.batch);
    const byClass = new Map<number, number[]>();
    for (const [at, label] of plan.labels.entries()) {
      const own = byClass.get(label);
      if (own === undefined) byClass.set(label, [at]);
      else own.push(at);
    }
    this.#byClass = [...byClass.values()];
  }

  picturesOf(step: number): number[] {
    const { batch } = this.#plan;
    const epoch = Math.floor(step / this.#steps);
    if (epoch !== this.#epoch) {
      this.#order = this.#orderOf(epoch);
      this.#epoch = epoch;
    }
    const from = (step % this.#steps) * batch;
    return Array.from({ length: batch }, (_, at) => this.#order[from + at] ?? 0);
  }

  #orderOf(epoch: number): number[] {
    const { labels, sampling, batch, seed } = this.#plan;
    const due = this.#steps * batch;
    const order: number[] = [];
    // Fewer pictures than a batch are shown more than once in it.
    for (let round = 0; order.length < due; round += 1) {
      const name = `sampling.${epoch}.${round}`;
      const more =
        sampling === 'natural'
          ? shuffled([...labels.keys()], seed, name)
          : this.#oneOfEach(name, epoch, round);
      // One by one: a call takes no hundred thousand arguments.
      for (const at of more) order.push(at);
    }
    return order.slice(0, due);
  }

  /** One picture of every class, in random order. */
  #oneOfEach(name: string, epoch: number, round: number): number[] {
    const { seed } = this.#plan;
    const stream = streamOf(seed, `${name}.pick`);
    const picked = this.#byClass.map((places, at) => {
      const turn = Math.floor(((uniformAt(stream, at) + 1) / 2) * places.length);
      return places[(turn + epoch + round) % places.length] ?? 0;
    });
    return shuffled(picked, seed, name);
  }
}

function shuffled(items: readonly number[], seed: number, name: string): number[] {
  const stream = streamOf(seed, name);
  const order = [...items];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(((uniformAt(stream, at) + 1) / 2) * (at + 1));
    [order[at], order[other]] = [order[other], order[at]];
  }
  return order;
}
