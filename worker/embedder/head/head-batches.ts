import { streamOf, uniformAt } from '#models/random/counter-random.ts';
import type { LearnedBox } from '#catalog/training/embedder-set.ts';
import type { VectorHeadPlan } from '#models/nets/vector-head.ts';
import type { Batch } from '#models/session/training-session.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import type { BatchSource } from '../../training/training-loop.ts';
import { riseAt } from '../learning/course.ts';
import { Sampler } from '../learning/sampling.ts';
import { cropView, type ViewVectors } from './view-vectors.ts';

interface HeadSource {
  learned: readonly LearnedBox[];
  /** Classes without the mirrored ones. */
  classes: number;
  vectors: ViewVectors;
  /** Views of each crop. */
  views: number;
  recipe: EmbedderRecipe;
  totalSteps: number;
  batchOf: VectorHeadPlan['batchOf'];
}

/** A view of each crop whose turn it is; the same for the same seed and step wherever the run was cut. */
export class HeadBatches implements BatchSource {
  readonly #source: HeadSource;
  readonly #sampler: Sampler;

  constructor(source: HeadSource) {
    this.#source = source;
    const { learned, recipe } = source;
    const { sampling, batch, seed } = recipe;
    this.#sampler = new Sampler({
      labels: learned.map(({ label }) => label),
      sampling,
      batch,
      seed,
    });
  }

  take(step: number): Promise<Batch> {
    const { learned, classes, vectors, views, recipe, totalSteps, batchOf } = this.#source;
    const { numbers } = vectors;
    const turn = streamOf(recipe.seed, `view.${step}`);
    const values = new Float32Array(recipe.batch * numbers);
    const labels = this.#sampler.picturesOf(step).map((at, index) => {
      const { boxId, label } = learned[at];
      const view = Math.min(views - 1, Math.floor(((uniformAt(turn, index) + 1) / 2) * views));
      values.set(vectors.of(boxId, view), index * numbers);
      const { isOther } = cropView(recipe, boxId, view);
      return label + (isOther ? classes : 0);
    });
    return Promise.resolve(batchOf(values, labels, riseAt(recipe, step, totalSteps)));
  }
}
