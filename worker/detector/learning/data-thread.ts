/**
 * The thread that makes training pictures while the network takes a step, which holds the thread it is
 * called on: a step's number in, its pictures and boxes out.
 */
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { stepsPerEpoch } from '#catalog/training/detector-recipe.ts';
import { inParallel } from '../../jobs/in-parallel.ts';
import type { DataOptions, FromDataThread, UnreadablePhoto } from './data-messages.ts';
import { drawBatch, type DrawRequest } from './draw-batch.ts';
import { HeldPhotos } from '../set/held-photos.ts';
import { boxesOn, orderOfEpoch, planPicture, type TrainingPhoto } from './mosaic.ts';
import type { PictureStack } from '../set/picture-stack.ts';

const options = workerData as DataOptions;
const { photos, input, batch, seed, edge } = options;
const held = new HeldPhotos(photos, options.folders, options);
const unreadable = new Map<number, string>();
const perEpoch = stepsPerEpoch(photos.length, batch);

const asHeld: TrainingPhoto[] = photos.map(({ width, height, boxes }) => {
  const scale = Math.min(1, edge / Math.max(width, height));
  return { width: width * scale, height: height * scale, boxes };
});

let order: { epoch: number; photos: Uint32Array } = { epoch: -1, photos: new Uint32Array() };

function orderAt(epoch: number): Uint32Array {
  if (order.epoch !== epoch) order = { epoch, photos: orderOfEpoch(photos.length, seed, epoch) };
  return order.photos;
}

/** The photo itself, or the next one that can be read. */
function readable(photo: number): number {
  for (let more = 0; more < photos.length; more += 1) {
    const next = (photo + more) % photos.length;
    if (!unreadable.has(next)) return next;
  }
  throw new Error('None of the photos to learn from can be read.');
}

const plan = (step: number) => {
  const epoch = Math.floor(step / perEpoch);
  const inOrder = orderAt(epoch);
  return Array.from({ length: batch }, (_, index) => {
    const at = ((step % perEpoch) * batch + index) % photos.length;
    const mosaic = step < options.aloneFrom;
    const picture = planPicture(asHeld, inOrder[at] ?? 0, mosaic, { step, index }, options);
    const pieces = picture.pieces.map((piece) => {
      const photo = readable(piece.photo);
      // Another photo has its boxes elsewhere, so all of it is shown.
      return photo === piece.photo
        ? piece
        : { ...piece, photo, window: { x: 0, y: 0, w: 1, h: 1 } };
    });
    return { ...picture, pieces };
  });
};

/** Reads the photos of a batch; those that cannot be read are noted, and the batch is planned anew. */
async function planned(step: number, news: UnreadablePhoto[]): Promise<DrawRequest> {
  for (;;) {
    const pictures = plan(step);
    const stacks = new Map<number, PictureStack>();
    const wanted = new Set(pictures.flatMap(({ pieces }) => pieces.map(({ photo }) => photo)));
    let isWhole = true;
    const read = async (photo: number) => {
      try {
        stacks.set(photo, await held.get(photo));
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        if (!unreadable.has(photo)) news.push({ photo, reason });
        unreadable.set(photo, reason);
        isWhole = false;
      }
    };
    for await (const _ of inParallel(wanted, 4, read));
    if (isWhole) return { pictures, stacks, input };
  }
}

/** Threads that draw beside this one; without any, this one draws itself. */
const drawers = Array.from(
  { length: options.drawers },
  () => new Worker(new URL('./mosaic-thread.ts', import.meta.url)),
);
const free = [...drawers];
const queue: ((drawer: Worker) => void)[] = [];

async function draw(request: DrawRequest): Promise<Float32Array<ArrayBuffer>> {
  if (drawers.length === 0) return drawBatch(request);
  const drawer = free.pop() ?? (await new Promise<Worker>((resolve) => queue.push(resolve)));
  try {
    return await new Promise((resolve, reject) => {
      drawer.once('message', resolve);
      drawer.once('error', reject);
      drawer.postMessage(request);
    });
  } finally {
    drawer.removeAllListeners();
    const next = queue.shift();
    if (next === undefined) free.push(drawer);
    else next(drawer);
  }
}

const send = (message: FromDataThread, transfer: ArrayBuffer[] = []) =>
  parentPort?.postMessage(message, transfer);

async function make(step: number): Promise<void> {
  const news: UnreadablePhoto[] = [];
  try {
    const request = await planned(step, news);
    const boxes = request.pictures.map((picture) => boxesOn(asHeld, picture, input));
    const pictures = await draw(request);
    send({ type: 'batch', step, pictures, boxes, unreadable: news }, [pictures.buffer]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    send({ type: 'failed', step, reason, unreadable: news });
  }
}

parentPort?.on('message', (step: number) => void make(step));
