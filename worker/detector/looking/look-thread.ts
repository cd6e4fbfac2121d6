/** A thread that reads photos for a network: a photo in, the pixels of its looks out. */
import { parentPort, workerData } from 'node:worker_threads';
import { lookPixels, type LookedAtPhoto } from './look-pixels.ts';
import type { LookOptions } from './looks.ts';
import type { PictureFolders } from '../set/photo-pixels.ts';

const { folders, options } = workerData as { folders: PictureFolders; options: LookOptions };

parentPort?.on('message', ({ ticket, photo }: { ticket: number; photo: LookedAtPhoto }) => {
  lookPixels(folders, photo, options).then(
    (pixels) => parentPort?.postMessage({ ticket, pixels }, [pixels.buffer]),
    (error: unknown) =>
      parentPort?.postMessage({
        ticket,
        reason: error instanceof Error ? error.message : String(error),
      }),
  );
});
