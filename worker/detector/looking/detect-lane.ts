/** A lane that detects: a photo in, what is found on it out. */
import { workerData } from 'node:worker_threads';
import { serveLane } from '../../lanes/serve-lane.ts';
import { LANE_BATCH, type LaneOptions, type LaneTask, type OnePhoto } from './detector-lanes.ts';
import { lookPixels } from './look-pixels.ts';
import { OpenDetector } from './open-detector.ts';

const { model, classes } = workerData as LaneOptions;
const detector = await OpenDetector.open({
  model,
  classes,
  device: 'cpu',
  threads: 1,
  batch: LANE_BATCH,
});

async function onPhoto({ photo, folders, looks, use }: LaneTask): Promise<OnePhoto> {
  let pixels: Uint8Array;
  try {
    pixels = await lookPixels(folders, photo, looks);
  } catch (error) {
    return {
      outcome: { reason: error instanceof Error ? error.message : String(error) },
      passes: 0,
    };
  }
  const [found = []] = await detector.detect([{ photo, pixels }], looks, use);
  return { outcome: { found }, passes: pixels.length / (3 * looks.input ** 2) };
}

serveLane(
  async (task: LaneTask) => ({ answer: await onPhoto(task), handOver: [] }),
  () => detector.close(),
);
