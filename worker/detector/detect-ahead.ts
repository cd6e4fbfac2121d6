/** A detector let loose on many photos: read ahead on threads, looked at in full runs, given back in order. */
import type { LookedAtPhoto } from './look-pixels.ts';
import { looksOf, type LookOptions, type SeenDetection } from './looks.ts';
import { lookAhead, type LookedAt } from './look-threads.ts';
import { detectorBatch, type DetectorUse, type OpenDetector } from './open-detector.ts';
import type { PictureFolders } from './photo-pixels.ts';

export interface DetectedOn<Photo> {
  photo: Photo;
  /** Boxes in fractions of the photo, or why it was not looked at. */
  outcome: { found: SeenDetection[] } | { reason: string };
}

/** @throws what goes wrong with the network or a thread; a photo that cannot be read is an outcome */
export async function* detectAhead<Photo extends LookedAtPhoto>(
  detector: OpenDetector,
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
    const found = await detector.detect(shown, looks, use);
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
