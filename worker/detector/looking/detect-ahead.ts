/** A detector let loose on many photos: several at once, given back in order. */
import type { Device } from '#terms/training/devices.ts';
import type { LookedAtPhoto } from './look-pixels.ts';
import { looksOf, type LookOptions, type SeenDetection } from './looks.ts';
import { lookAhead, type LookedAt } from './look-threads.ts';
import { detectorBatch, type DetectorUse, type OpenDetector } from './open-detector.ts';
import type { PictureFolders } from '../set/photo-pixels.ts';

export interface DetectedOn<Photo> {
  photo: Photo;
  /** Boxes in fractions of the photo, or why it was not looked at. */
  outcome: { found: SeenDetection[] } | { reason: string };
}

/** Looks at photos by their files, in the way that is fastest for its network. */
export interface PhotoDetector extends AsyncDisposable {
  readonly classes: readonly string[];
  /** Side of the square input. */
  readonly input: number;
  readonly device: Device;
  /** Runs of single inputs so far. */
  readonly passes: number;
  /** @throws what goes wrong with the network or a thread; a photo that cannot be read is an outcome */
  detectAhead<Photo extends LookedAtPhoto>(
    photos: readonly Photo[],
    folders: PictureFolders,
    looks: LookOptions,
    use: DetectorUse,
  ): AsyncGenerator<DetectedOn<Photo>>;
}

/** One session on all cores or on a graphics card: photos are read ahead on threads and looked at in full runs. */
export class ReadAhead implements PhotoDetector {
  readonly #detector: OpenDetector;

  constructor(detector: OpenDetector) {
    this.#detector = detector;
  }

  get classes(): readonly string[] {
    return this.#detector.classes;
  }

  get input(): number {
    return this.#detector.input;
  }

  get device(): Device {
    return this.#detector.device;
  }

  get passes(): number {
    return this.#detector.passes;
  }

  async *detectAhead<Photo extends LookedAtPhoto>(
    photos: readonly Photo[],
    folders: PictureFolders,
    looks: LookOptions,
    use: DetectorUse,
  ): AsyncGenerator<DetectedOn<Photo>> {
    let read: LookedAt<Photo>[] = [];
    let waiting = 0;
    const look = async (): Promise<DetectedOn<Photo>[]> => {
      const some = read;
      read = [];
      waiting = 0;
      const shown = some.flatMap(({ photo, outcome }) =>
        'pixels' in outcome ? [{ photo, pixels: outcome.pixels }] : [],
      );
      const found = await this.#detector.detect(shown, looks, use);
      let at = 0;
      return some.map(({ photo, outcome }) => ({
        photo,
        outcome: 'pixels' in outcome ? { found: found[at++] ?? [] } : outcome,
      }));
    };
    for await (const one of lookAhead(photos, folders, looks)) {
      read.push(one);
      if ('pixels' in one.outcome) waiting += looksOf(one.photo, looks).length;
      if (waiting >= detectorBatch || read.length >= detectorBatch) yield* await look();
    }
    yield* await look();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#detector.close();
  }
}
