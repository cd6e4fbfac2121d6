/** A detector at work on photos: its network, and how photos are shown to it. */
import { detectionsOf, rowsOf } from '#models/detection/decode.ts';
import { suppress } from '#models/detection/suppress.ts';
import { Inference } from '#models/session/inference.ts';
import type { Device, DeviceChoice } from '#terms/training/devices.ts';
import {
  isCut,
  looksOf,
  mayBeCut,
  mergeLooks,
  toFractions,
  type LookOptions,
  type SeenDetection,
} from './looks.ts';

export interface OpenDetectorOptions {
  model: Uint8Array;
  classes: readonly string[];
  device: DeviceChoice;
  /** Of the processor; all cores where not given. */
  threads?: number;
  /** Inputs of one run at most. */
  batch?: number;
}

/** Which boxes come out. */
export interface DetectorUse {
  /** Least confidence, 0–1. */
  confidence: number;
  /** IoU above which the surer of two boxes stays. */
  overlap: number;
  /** A box for every class that reaches the confidence, as judging wants it. */
  everyClass: boolean;
}

/** A photo as a detector is shown it. */
interface ShownPhoto {
  photo: { width: number; height: number };
  /** Of its looks, as `lookPixels` makes them. */
  pixels: Uint8Array;
}

/** Inputs that the network looks at in one run: enough to keep all cores busy. */
export const detectorBatch = 8;

export class OpenDetector implements AsyncDisposable {
  readonly classes: readonly string[];
  /** Side of the square input. */
  readonly input: number;
  readonly device: Device;
  readonly #inference: Inference;
  readonly #batch: number;
  /** Runs of single inputs so far. */
  passes = 0;

  private constructor(inference: Inference, classes: readonly string[], batch: number) {
    this.#inference = inference;
    this.#batch = batch;
    this.classes = classes;
    this.input = inference.pictureShape[1] ?? 0;
    this.device = inference.device;
  }

  static async open({
    model,
    classes,
    device,
    threads,
    batch = detectorBatch,
  }: OpenDetectorOptions): Promise<OpenDetector> {
    const own = threads === undefined ? {} : { threads };
    const inference = await Inference.open(model, { device, batch, bytes: true, ...own });
    return new OpenDetector(inference, classes, batch);
  }

  /** Boxes on each of some photos in fractions of it; several small photos share a run. */
  async detect(
    photos: readonly ShownPhoto[],
    options: LookOptions,
    { confidence, overlap, everyClass }: DetectorUse,
  ): Promise<SeenDetection[][]> {
    const each = 3 * this.input * this.input;
    const ways = photos.map(({ photo }) => looksOf(photo, options));
    const looks = photos.flatMap(({ photo, pixels }, of) =>
      (ways[of] ?? []).map((look, at) => ({
        look,
        at,
        of,
        photo,
        pixels: pixels.subarray(at * each, (at + 1) * each),
      })),
    );
    const seen: SeenDetection[][] = photos.map(() => []);
    // Runs of even size: a last one of a single input would leave cores idle.
    const runs = Math.ceil(looks.length / this.#batch);
    for (let run = 0; run < runs; run += 1) {
      const some = looks.slice(
        Math.floor((run * looks.length) / runs),
        Math.floor(((run + 1) * looks.length) / runs),
      );
      const rows = await this.#run(some.map(({ pixels }) => pixels));
      for (const [nth, own] of rowsOf(rows, some.length).entries()) {
        const shown = some[nth];
        if (shown === undefined) continue;
        const found = detectionsOf(own, { classes: this.classes.length, confidence, everyClass });
        for (const detection of suppress(found, { overlap }))
          if (!isCut(detection, shown.look, this.input)) {
            const placed = toFractions(detection, shown.look, shown.photo);
            const part = mayBeCut(detection, shown.look, this.input);
            if (placed.w > 0 && placed.h > 0)
              seen[shown.of]?.push({ ...placed, look: shown.at, mayBeCut: part });
          }
      }
    }
    return seen.map((found, of) => (ways[of]?.length === 1 ? found : mergeLooks(found, overlap)));
  }

  async #run(looks: readonly Uint8Array[]): Promise<Float32Array> {
    const rows = await this.#inference.run(joined(looks));
    this.passes += looks.length;
    return rows;
  }

  async close(): Promise<void> {
    await this.#inference.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** Looks one after another; those of one photo lie so already. */
function joined(looks: readonly Uint8Array[]): Uint8Array {
  const [first] = looks;
  const length = looks.reduce((sum, look) => sum + look.length, 0);
  const isOne = looks.every(
    ({ buffer, byteOffset }, at) =>
      buffer === first?.buffer && byteOffset === first.byteOffset + at * first.length,
  );
  if (first !== undefined && isOne) return new Uint8Array(first.buffer, first.byteOffset, length);
  const all = new Uint8Array(length);
  let at = 0;
  for (const look of looks) {
    all.set(look, at);
    at += look.length;
  }
  return all;
}
