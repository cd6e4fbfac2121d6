/** Vectors of several views of each crop by a network that stays as it is: made once, learned from many times. */
import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import { throwIfCancelled } from '../../job-context.ts';
import { plainView, type CropView } from '../learning/augmentation.ts';
import { learnedView } from '../learning/learned-view.ts';
import type { EmbedWatch } from '../learning/teacher.ts';
import type { OpenEmbedder } from '../looking/open-embedder.ts';

/** Views of each crop that is learned from, the plain one among them. */
const VIEWS = 9;
/** Bytes that the vectors of all views may take; of very many crops there are fewer views. */
const MOST_BYTES = 2e9;
/** Numbers of a vector, as far as memory is weighed before one was made. */
const LIKELY_NUMBERS = 2048;

export const viewsOf = (crops: number): number =>
  Math.max(2, Math.min(VIEWS, Math.floor(MOST_BYTES / (4 * LIKELY_NUMBERS * Math.max(1, crops)))));

/** Bytes that the vectors of crops take. */
export const bytesOfViews = (crops: number): number => 4 * LIKELY_NUMBERS * crops * viewsOf(crops);

interface SeenView {
  view: CropView;
  /** Shows another animal, the one mirrored. */
  isOther: boolean;
}

type Recipe = Pick<EmbedderRecipe, 'preset' | 'sides' | 'mirrorClasses' | 'seed'>;

/** Whether the mirrored picture is of use: as another animal, or as the same. */
export const seesMirrored = ({ mirrorClasses, sides }: Recipe): boolean =>
  mirrorClasses || sides === 'together';

/** A view of a crop: as it is, mirrored where that is of use, and others as a training would draw them. */
export function cropView(recipe: Recipe, boxId: number, at: number): SeenView {
  if (at === 0) return { view: plainView, isOther: false };
  if (at === 1 && seesMirrored(recipe))
    return { view: { ...plainView, flip: true }, isOther: recipe.mirrorClasses };
  return learnedView(recipe, { seed: recipe.seed, step: at, index: boxId });
}

/** Rows of length one, [views, numbers], by box. */
export class ViewVectors {
  /** Numbers of a vector; 0 while there is none. */
  numbers = 0;
  readonly #rows = new Map<number, Float32Array>();

  /**
   * Makes those of boxes that have fewer views yet.
   * @param count views of each
   */
  async make(
    embedder: OpenEmbedder,
    boxes: readonly IdentityBox[],
    files: ReadonlyMap<number, string>,
    recipe: Recipe,
    count: number,
    { signal, progress }: EmbedWatch,
  ): Promise<void> {
    const jobs = this.lacking(boxes, count).flatMap((box) => {
      const file = files.get(box.boxId) ?? '';
      const mirrored = recipe.sides === 'mirrored' && box.side === 'right';
      return Array.from({ length: count }, (_, at) => {
        const { view } = cropView(recipe, box.boxId, at);
        return { boxId: box.boxId, at, job: { file, mirrored, view } };
      });
    });
    const { batch, ahead } = embedder;
    const asked: Promise<Float32Array>[] = [];
    const fresh = new Map<number, Float32Array>();
    let next = 0;
    for (let at = 0; at < jobs.length; at += batch) {
      throwIfCancelled(signal);
      for (; asked.length < ahead && next < jobs.length; next += batch) {
        const raw = embedder.raw(jobs.slice(next, next + batch).map(({ job }) => job));
        raw.catch(() => {});
        asked.push(raw);
      }
      const raw = await asked.shift();
      if (raw === undefined) break;
      const own = jobs.slice(at, at + batch);
      this.numbers = raw.length / own.length;
      for (const [row, { boxId, at: view }] of own.entries()) {
        const rows = fresh.get(boxId) ?? new Float32Array(count * this.numbers);
        fresh.set(boxId, rows);
        rows.set(
          unit(raw.subarray(row * this.numbers, (row + 1) * this.numbers)),
          view * this.numbers,
        );
      }
      progress(at + own.length, jobs.length);
    }
    for (const [boxId, rows] of fresh) this.#rows.set(boxId, rows);
  }

  /** Boxes that have fewer views. */
  lacking(boxes: readonly IdentityBox[], count: number): IdentityBox[] {
    const has = (boxId: number) => (this.#rows.get(boxId)?.length ?? 0) / Math.max(1, this.numbers);
    return boxes.filter(({ boxId }) => has(boxId) < count);
  }

  /** One view of a box. @throws Error if it was not made */
  of(boxId: number, view: number): Float32Array {
    const rows = this.#rows.get(boxId);
    const own = rows?.subarray(view * this.numbers, (view + 1) * this.numbers);
    if (own?.length !== this.numbers) throw new Error(`Box ${boxId} has no view ${view}.`);
    return own;
  }
}

function unit(vector: Float32Array): Float32Array {
  const by = 1 / Math.max(1e-12, Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)));
  return vector.map((value) => value * by);
}
