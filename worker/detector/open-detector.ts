/** A detector at work on photos: its network, and how photos are shown to it. */
import { detectionsOf, rowsOf } from '#models/detection/decode.ts';
import { suppress } from '#models/detection/suppress.ts';
import { Inference } from '#models/session/inference.ts';
import type { Device } from '#models/session/device.ts';
import {
  isCut,
  looksOf,
  mergeLooks,
  toFractions,
  type LookOptions,
  type SeenDetection,
} from './looks.ts';

export interface OpenDetectorOptions {
  model: Uint8Array;
  classes: readonly string[];
  device: Device | 'auto';
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

/** Inputs that the network looks at in one run: enough to keep all cores busy. */
const BATCH = 8;

const asShares = Float32Array.from({ length: 256 }, (_, value) => value / 255);

export class OpenDetector implements AsyncDisposable {
  readonly classes: readonly string[];
  /** Side of the square input. */
  readonly input: number;
  readonly device: Device;
  readonly #inference: Inference;
  #pictures: Float32Array | undefined;
  /** Runs of single inputs so far. */
  passes = 0;
  /** Milliseconds spent in the network. */
  networkMs = 0;

  private constructor(inference: Inference, classes: readonly string[]) {
    this.#inference = inference;
    this.classes = classes;
    this.input = inference.pictureShape[1] ?? 0;
    this.device = inference.device;
  }

  static async open({ model, classes, device }: OpenDetectorOptions): Promise<OpenDetector> {
    const inference = await Inference.open(model, { device, batch: BATCH });
    return new OpenDetector(inference, classes);
  }

  /**
   * Boxes on a photo in fractions of it.
   * @param planes 8-bit planes of the photo's looks, as `lookPixels` makes them
   */
  async detect(
    planes: Uint8Array,
    photo: { width: number; height: number },
    options: LookOptions,
    { confidence, overlap, everyClass }: DetectorUse,
  ): Promise<SeenDetection[]> {
    const looks = looksOf(photo, options);
    const seen: SeenDetection[] = [];
    const each = 3 * this.input * this.input;
    const classes = this.classes.length;
    for (let start = 0; start < looks.length; start += BATCH) {
      const count = Math.min(BATCH, looks.length - start);
      const rows = await this.#run(planes.subarray(start * each, (start + count) * each));
      for (const [at, own] of rowsOf(rows, count).entries()) {
        const look = looks[start + at];
        if (look === undefined) continue;
        const found = detectionsOf(own, { classes, confidence, everyClass });
        for (const detection of suppress(found, { overlap }))
          if (!isCut(detection, look, this.input)) {
            const { w, h, ...placed } = toFractions(detection, look, photo);
            if (w > 0 && h > 0) seen.push({ ...placed, w, h, look: start + at });
          }
      }
    }
    return looks.length === 1 ? seen : mergeLooks(seen, overlap);
  }

  async #run(bytes: Uint8Array): Promise<Float32Array> {
    // One array for all runs: a new one of ten megabytes costs as much as filling it.
    this.#pictures ??= new Float32Array(BATCH * 3 * this.input * this.input);
    const pictures = this.#pictures.subarray(0, bytes.length);
    for (let at = 0; at < bytes.length; at += 1) pictures[at] = asShares[bytes[at]];
    const begin = performance.now();
    const rows = await this.#inference.run(pictures);
    this.networkMs += performance.now() - begin;
    this.passes += bytes.length / (3 * this.input * this.input);
    return rows;
  }

  async close(): Promise<void> {
    await this.#inference.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
