import { decodeModel } from '#models/onnx/decode.ts';
import { placeOf } from '../../lanes/place-of.ts';
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
  const place = await placeOf(model, { device, batch: detectorBatch, bytes: true });
  const side = decodeModel(model).graph.inputs[0]?.shape[3];
  if (place.lanes === 0 || typeof side !== 'number')
    return new ReadAhead(await OpenDetector.open({ model, classes, device: place.device }));
  return DetectorLanes.open({ model, classes }, side, place.lanes);
}
