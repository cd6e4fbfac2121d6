/** An embedder at work on crops: where its network runs, and who reads for it. */
import type { Size } from '#terms/geometry.ts';
import { Inference, type InferenceOptions } from '#models/session/inference.ts';
import { Lanes } from '../../lanes/lanes.ts';
import { placeOf } from '../../lanes/place-of.ts';
import type { ViewJob, ViewSize } from './view-job.ts';
import { ViewThreads } from './view-threads.ts';

export interface OpenEmbedder {
  /** Pictures worth asking for together. */
  readonly batch: number;
  /** Batches worth asking for at once. */
  readonly ahead: number;
  /** The network's numbers of each picture, row by row. */
  raw(jobs: readonly ViewJob[]): Promise<Float32Array>;
}

/** Pictures of a pass: enough to keep all cores busy, few enough for a small machine. */
export const embedBatch = ({ width, height }: Size): number =>
  Math.max(1, Math.min(32, Math.round((32 * 160 * 160) / (width * height))));

/** Pictures of a pass in a lane, which has one core to keep busy. */
const LANE_BATCH = 8;

/** One session on all cores or on a graphics card, for which threads read ahead. */
export class OneNetwork implements OpenEmbedder {
  readonly batch: number;
  readonly ahead = 2;
  readonly #network: Inference;
  readonly #threads: ViewThreads;

  constructor(network: Inference, threads: ViewThreads, size: Size) {
    this.#network = network;
    this.#threads = threads;
    this.batch = embedBatch(size);
  }

  async raw(jobs: readonly ViewJob[]): Promise<Float32Array> {
    const planes = await this.#threads.render(jobs);
    // Threads get their messages before the network holds this one.
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    return this.#network.run(planes);
  }
}

/** A network of one core's own for each, which reads for itself. */
class InLanes implements OpenEmbedder {
  readonly batch: number;
  readonly #lanes: Lanes<readonly ViewJob[], Float32Array>;

  constructor(lanes: Lanes<readonly ViewJob[], Float32Array>, size: Size) {
    this.#lanes = lanes;
    this.batch = Math.min(LANE_BATCH, embedBatch(size));
  }

  get ahead(): number {
    return this.#lanes.ahead;
  }

  raw(jobs: readonly ViewJob[]): Promise<Float32Array> {
    return this.#lanes.ask(jobs);
  }
}

/**
 * Opens a network for pictures of a size, in the way that is fastest for it, for as long as `use` takes.
 * @throws as Inference.open does
 */
export async function withEmbedder<Made>(
  model: Uint8Array,
  { width, height, mean, std }: ViewSize,
  device: InferenceOptions['device'],
  use: (embedder: OpenEmbedder) => Promise<Made>,
): Promise<Made> {
  const size = { width, height, mean, std };
  const asked = { device, batch: embedBatch(size), picture: { width, height } };
  const place = await placeOf(model, asked);
  if (place.lanes === 0) {
    await using threads = new ViewThreads(size);
    await using network = await Inference.open(model, { ...asked, device: place.device });
    return await use(new OneNetwork(network, threads, size));
  }
  const entry = new URL('./embed-lane.ts', import.meta.url);
  await using lanes = await Lanes.open<readonly ViewJob[], Float32Array>(
    entry,
    { model, size },
    place.lanes,
  );
  return await use(new InLanes(lanes, size));
}
