import type { LearnedBox } from '#catalog/training/embedder-set.ts';
import type { Batch } from '#models/session/training-session.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import type { BatchSource } from '../../training/training-loop.ts';
import { learnedView } from './learned-view.ts';
import { Sampler } from './sampling.ts';
import type { ViewThreads } from '../looking/view-threads.ts';

/** Steps whose pictures are made ready while the network is at an earlier one. */
const AHEAD = 2;

interface LearningSource {
  learned: readonly LearnedBox[];
  /** Kept crops by box. */
  files: ReadonlyMap<number, string>;
  recipe: EmbedderRecipe;
  threads: ViewThreads;
  /** Steps after which no more are taken, so that nothing is made for nobody. */
  until: number;
  /** The inputs of a step from the pictures' planes, whom they show, and which are mirrored animals. */
  batchOf: (
    pictures: Float32Array,
    boxes: readonly LearnedBox[],
    mirrored: readonly boolean[],
    step: number,
  ) => Batch;
}

/** Batches of a training, augmented; the same for the same seed and step wherever the run was cut. */
export class LearningBatches implements BatchSource {
  /** Milliseconds in which steps waited for pictures. */
  waited = 0;
  readonly #source: LearningSource;
  readonly #sampler: Sampler;
  readonly #ready = new Map<number, Promise<Batch>>();

  constructor(source: LearningSource) {
    this.#source = source;
    const { learned, recipe } = source;
    this.#sampler = new Sampler({
      labels: learned.map(({ label }) => label),
      sampling: recipe.sampling,
      batch: recipe.batch,
      seed: recipe.seed,
    });
  }

  async take(step: number): Promise<Batch> {
    for (let at = step; at <= step + AHEAD; at += 1)
      if (at < this.#source.until && !this.#ready.has(at)) {
        const batch = this.#make(at);
        batch.catch(() => {});
        this.#ready.set(at, batch);
      }
    const begin = performance.now();
    const batch = await (this.#ready.get(step) ?? this.#make(step));
    this.#ready.delete(step);
    this.waited += performance.now() - begin;
    return batch;
  }

  async #make(step: number): Promise<Batch> {
    const { learned, files, recipe, threads, batchOf } = this.#source;
    const { seed, sides } = recipe;
    const boxes = this.#sampler.picturesOf(step).map((at) => learned[at]);
    const seen = boxes.map((_, index) => learnedView(recipe, { seed, step, index }));
    const jobs = boxes.map(({ boxId, box }, index) => ({
      file: files.get(boxId) ?? '',
      mirrored: sides === 'mirrored' && box.side === 'right',
      view: seen[index].view,
    }));
    const others = seen.map(({ isOther }) => isOther);
    return batchOf(await threads.render(jobs), boxes, others, step);
  }
}
