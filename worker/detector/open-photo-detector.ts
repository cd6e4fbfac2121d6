import { decodeModel } from '#models/onnx/decode.ts';
import { deviceOf } from '../lanes/device-of.ts';
import { laneCount } from '../lanes/lane-count.ts';
import { ReadAhead, type PhotoDetector } from './detect-ahead.ts';
import { DetectorLanes } from './detector-lanes.ts';
import { detectorBatch, OpenDetector, type OpenDetectorOptions } from './open-detector.ts';

/**
 * Opens a detector for whole photos.
 * @throws as OpenDetector.open does
 */
export async function openPhotoDetector({
  model,
  classes,
  device,
}: Pick<OpenDetectorOptions, 'model' | 'classes' | 'device'>): Promise<PhotoDetector> {
  const chosen = await deviceOf(model, { device, batch: detectorBatch, bytes: true });
  const count = chosen === 'cpu' ? laneCount(model) : 0;
  const side = decodeModel(model).graph.inputs[0]?.shape[3];
  if (count === 0 || typeof side !== 'number')
    return new ReadAhead(await OpenDetector.open({ model, classes, device: chosen }));
  return DetectorLanes.open({ model, classes }, side, count);
}
