/** Judges a network after an epoch, quickly: the photos are read once, and not more of them than needed. */
import { judge } from '#models/detection/average-precision.ts';
import { forJudging } from '#models/detection/suppress.ts';
import type { LearnedPhoto } from '#catalog/training/detector-set.ts';
import { throwIfCancelled } from '../../job-context.ts';
import type { Validation } from '../../training/training-loop.ts';
import { knownDetections } from '../set/hide-open.ts';
import { looksOf, type LookOptions } from '../looking/looks.ts';
import { lookAhead } from '../looking/look-threads.ts';
import type { OpenDetector } from '../looking/open-detector.ts';
import type { PictureFolders } from '../set/photo-pixels.ts';

interface ReadPhoto {
  photo: LearnedPhoto;
  pixels: Uint8Array;
}

/** Inputs looked at in one judgement, at most, and bytes that they may take. */
const MOST_PASSES = 300;
const MOST_BYTES = 256e6;

/** Photos by which a network is judged while it learns; the final judgement takes them all. */
export class RunningJudge {
  readonly #photos: readonly ReadPhoto[];
  readonly #labels: ReadonlyMap<number, number>;
  readonly #looks: LookOptions;

  private constructor(
    photos: readonly ReadPhoto[],
    labels: ReadonlyMap<number, number>,
    looks: LookOptions,
  ) {
    this.#photos = photos;
    this.#labels = labels;
    this.#looks = looks;
  }

  /**
   * Reads the photos. Tiles are looked at too where that is affordable, else the photos whole.
   * @param labels number of each class by its id
   */
  static async read(
    photos: readonly LearnedPhoto[],
    labels: ReadonlyMap<number, number>,
    folders: PictureFolders,
    looks: LookOptions,
    listener: { signal: AbortSignal; progress: (done: number, total: number) => void },
  ): Promise<RunningJudge> {
    const passes = (options: LookOptions, some: readonly LearnedPhoto[]) =>
      some.reduce((sum, photo) => sum + looksOf(photo, options).length, 0);
    const whole = { ...looks, tileEdge: null };
    const bytes = 3 * looks.input ** 2;
    const affordable = Math.min(MOST_PASSES, Math.floor(MOST_BYTES / bytes));
    const options = passes(looks, photos) <= affordable ? looks : whole;
    // Spread over the encounters, which follow each other.
    const every = Math.max(1, Math.ceil(photos.length / affordable));
    const taken = photos.filter((_, at) => at % every === 0);
    const read: ReadPhoto[] = [];
    let done = 0;
    for await (const { photo, outcome } of lookAhead(taken, folders, options)) {
      throwIfCancelled(listener.signal);
      if ('pixels' in outcome) read.push({ photo, pixels: outcome.pixels });
      done += 1;
      listener.progress(done, taken.length);
    }
    return new RunningJudge(read, labels, options);
  }

  /** Inputs that a judgement looks at. */
  get passes(): number {
    return this.#photos.reduce((sum, { photo }) => sum + looksOf(photo, this.#looks).length, 0);
  }

  async judge(detector: OpenDetector): Promise<Validation> {
    const judged = [];
    const use = { ...forJudging, everyClass: true };
    const all = await detector.detect(this.#photos, this.#looks, use);
    for (const [at, { photo }] of this.#photos.entries()) {
      const found = all[at] ?? [];
      const truths = photo.boxes.flatMap(({ classId, x, y, w, h }) => {
        const label = this.#labels.get(classId);
        return label === undefined ? [] : [{ label, x, y, w, h }];
      });
      judged.push({ truths, detections: knownDetections(found, truths, photo.open ?? []) });
    }
    const { map50, map5095, classes } = judge(judged, detector.classes.length);
    const best = classes.filter(({ boxes }) => boxes > 0).map((each) => each.best);
    const mean = (values: number[]) =>
      values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;
    const sure = (value: number) => (Number.isNaN(value) ? 0 : value);
    const score = (sure(map50) + sure(map5095)) / 2;
    const boxes = classes.reduce((sum, each) => sum + each.boxes, 0);
    return {
      figures: {
        'mAP@.5': sure(map50),
        'mAP@.5:.95': sure(map5095),
        precision: mean(best.map(({ precision }) => precision)),
        recall: mean(best.map(({ recall }) => recall)),
      },
      score,
      error: errorOf(score, boxes),
    };
  }
}

/** Standard error of a share of so many boxes, which stands in for the mean precision's: that one costs draws. */
export const errorOf = (share: number, boxes: number): number =>
  Math.sqrt((share * (1 - share)) / Math.max(1, boxes));

/** Part of the time of training that judging may take. */
const JUDGING_SHARE = 0.1;
/** A picture that is learned costs so many looks: forward, backward, update. */
const LOOKS_A_PICTURE = 3.5;
/** Judged at least so many times, whatever it costs. */
const FEWEST = 6;

/** Epochs between two judgements. */
export function validateEvery(passes: number, picturesAnEpoch: number, epochs: number): number {
  const affordable = JUDGING_SHARE * LOOKS_A_PICTURE * picturesAnEpoch;
  const every = Math.ceil(passes / Math.max(1, affordable));
  return Math.max(1, Math.min(every, Math.floor(epochs / FEWEST)));
}
