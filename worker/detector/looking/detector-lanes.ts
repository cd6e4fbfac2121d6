/** A detector in lanes: each reads its photos itself and looks at them on a core of its own. */
import type { Device } from '#terms/training/devices.ts';
import { Lanes } from '../../lanes/lanes.ts';
import type { DetectedOn, PhotoDetector } from './detect-ahead.ts';
import type { LookedAtPhoto } from './look-pixels.ts';
import type { LookOptions } from './looks.ts';
import type { DetectorUse } from './open-detector.ts';
import { photoFileOf, type PictureFolders } from '../set/photo-pixels.ts';

export interface LaneOptions {
  model: Uint8Array;
  classes: readonly string[];
}

export interface LaneTask {
  photo: LookedAtPhoto;
  folders: PictureFolders;
  looks: LookOptions;
  use: DetectorUse;
}

export interface OnePhoto {
  outcome: DetectedOn<unknown>['outcome'];
  /** Inputs that were looked at. */
  passes: number;
}

/** Inputs of a run: one core is busy with two, and more would only hold memory. */
export const LANE_BATCH = 2;

export class DetectorLanes implements PhotoDetector {
  readonly classes: readonly string[];
  readonly input: number;
  readonly device: Device = 'cpu';
  readonly #lanes: Lanes<LaneTask, OnePhoto>;
  passes = 0;

  private constructor(lanes: Lanes<LaneTask, OnePhoto>, classes: readonly string[], input: number) {
    this.#lanes = lanes;
    this.classes = classes;
    this.input = input;
  }

  static async open(
    { model, classes }: LaneOptions,
    input: number,
    count: number,
  ): Promise<DetectorLanes> {
    const entry = new URL('./detect-lane.ts', import.meta.url);
    const options: LaneOptions = { model, classes };
    return new DetectorLanes(await Lanes.open(entry, options, count), classes, input);
  }

  async *detectAhead<Photo extends LookedAtPhoto>(
    photos: readonly Photo[],
    folders: PictureFolders,
    looks: LookOptions,
    use: DetectorUse,
  ): AsyncGenerator<DetectedOn<Photo>> {
    const asked: Promise<OnePhoto>[] = [];
    let next = 0;
    for (const photo of photos) {
      for (; asked.length < this.#lanes.ahead && next < photos.length; next += 1) {
        const { width, height } = photos[next];
        asked.push(
          this.#lanes.ask({
            photo: { ...photoFileOf(photos[next]), width, height },
            folders,
            looks,
            use,
          }),
        );
      }
      const one = await asked.shift();
      if (one === undefined) return;
      this.passes += one.passes;
      yield { photo, outcome: one.outcome };
    }
  }

  async close(): Promise<void> {
    await this.#lanes.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
