import type { WrittenFile, WrittenPhoto } from './written-photo.ts';

/** Pixels to a thousandth: finer than any fin's edge, and stable from run to run. */
const pixel = (value: number) => Math.round(value * 1000) / 1000;

/**
 * COCO detection JSON, streamed in three passes over the photos so that 100,000 of them never stand
 * in memory at once.
 */
export function* cocoJson(
  photos: () => Iterable<WrittenPhoto>,
  classNames: readonly string[],
): Generator<string> {
  yield '{"info":{"description":"Resight boxes"},"categories":';
  yield JSON.stringify(classNames.map((name, index) => ({ id: index + 1, name })));
  yield ',"images":[';
  let separator = '\n';
  for (const { id, imagePath, width, height } of photos()) {
    yield `${separator}${JSON.stringify({ id, file_name: imagePath, width, height })}`;
    separator = ',\n';
  }
  yield '],"annotations":[';
  separator = '\n';
  let annotationId = 0;
  for (const photo of photos()) {
    for (const box of photo.boxes) {
      annotationId += 1;
      const bbox = [
        pixel(box.x * photo.width),
        pixel(box.y * photo.height),
        pixel(box.w * photo.width),
        pixel(box.h * photo.height),
      ];
      yield `${separator}${JSON.stringify({
        id: annotationId,
        image_id: photo.id,
        category_id: box.classIndex + 1,
        bbox,
        area: pixel(bbox[2] * bbox[3]),
        iscrowd: 0,
        ...(box.confidence === null ? {} : { score: box.confidence }),
        ...(box.individual === null ? {} : { attributes: { individual: box.individual } }),
      })}`;
      separator = ',\n';
    }
  }
  yield ']}\n';
}

/** `annotations/train.json` and `annotations/val.json`. */
export function* writeCoco(
  photos: () => Iterable<WrittenPhoto>,
  classNames: readonly string[],
): Generator<WrittenFile> {
  for (const split of ['train', 'val'] as const) {
    const ofSplit = function* () {
      for (const photo of photos()) if (photo.split === split) yield photo;
    };
    yield { path: `annotations/${split}.json`, chunks: cocoJson(ofSplit, classNames) };
  }
}
