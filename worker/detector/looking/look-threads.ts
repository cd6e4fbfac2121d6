import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { LookedAtPhoto } from './look-pixels.ts';
import type { LookOptions } from './looks.ts';
import { photoFileOf, type PictureFolders } from '../set/photo-pixels.ts';

export interface LookedAt<Photo> {
  photo: Photo;
  /** Pixels of all looks, or why there are none. */
  outcome: { pixels: Uint8Array } | { reason: string };
}

type Answer = { ticket: number; pixels: Uint8Array } | { ticket: number; reason: string };

/** Photos read ahead of the one that the network looks at, for every thread. */
const AHEAD = 3;

/**
 * Reads photos on threads ahead of the network, whose runs hold the thread they are called on; in order.
 * @throws what goes wrong with a thread itself; a photo that cannot be read is an outcome
 */
export async function* lookAhead<Photo extends LookedAtPhoto>(
  photos: readonly Photo[],
  folders: PictureFolders,
  options: LookOptions,
  count = Math.max(1, Math.min(photos.length, availableParallelism() - 1)),
): AsyncGenerator<LookedAt<Photo>> {
  const waiting = new Map<number, PromiseWithResolvers<Answer>>();
  let broken: Error | undefined;
  const threads = Array.from({ length: count }, () => {
    const thread = new Worker(new URL('./look-thread.ts', import.meta.url), {
      workerData: { folders, options },
    });
    thread.on('message', (answer: Answer) => waiting.get(answer.ticket)?.resolve(answer));
    thread.on('error', (error) => {
      broken = error instanceof Error ? error : new Error(String(error));
      for (const { reject } of waiting.values()) reject(broken);
    });
    return thread;
  });
  const ask = (ticket: number) => {
    const photo = photos[ticket];
    if (photo === undefined) return;
    const asked = Promise.withResolvers<Answer>();
    asked.promise.catch(() => {});
    waiting.set(ticket, asked);
    const { width, height } = photo;
    threads[ticket % count]?.postMessage({
      ticket,
      photo: { ...photoFileOf(photo), width, height },
    });
  };
  try {
    const ahead = AHEAD * count;
    for (let ticket = 0; ticket < ahead; ticket += 1) ask(ticket);
    for (const [ticket, photo] of photos.entries()) {
      if (broken !== undefined) throw broken;
      const answer = await waiting.get(ticket)?.promise;
      waiting.delete(ticket);
      ask(ticket + ahead);
      if (answer === undefined) throw new Error(`Photo ${ticket} was not asked for.`);
      yield { photo, outcome: answer };
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}
