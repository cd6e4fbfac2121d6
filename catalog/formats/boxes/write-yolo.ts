import { stringify } from 'yaml';
import { coordinate, type WrittenFile, type WrittenPhoto } from './written-photo.ts';

const stem = (path: string) => path.replace(/\.[^./]+$/, '');

/** One label file: a line a box, a sixth column where a program found it; empty for background. */
function yoloLabels({ boxes }: WrittenPhoto): string {
  return boxes
    .map(({ classIndex, x, y, w, h, confidence }) => {
      const fields = [x + w / 2, y + h / 2, w, h].map((value) => coordinate(value, 10));
      if (confidence !== null) fields.push(coordinate(confidence, 6));
      return `${classIndex} ${fields.join(' ')}\n`;
    })
    .join('');
}

/**
 * A YOLO data set: `data.yaml` and `labels/SPLIT/….txt`, mirroring `images/SPLIT/…`. A photo without
 * boxes gets an empty label file: it was checked and shows no animal.
 */
export function* writeYolo(
  photos: Iterable<WrittenPhoto>,
  classNames: readonly string[],
): Generator<WrittenFile> {
  yield {
    path: 'data.yaml',
    chunks: [
      stringify({
        path: '.',
        train: 'images/train',
        val: 'images/val',
        names: Object.fromEntries(classNames.map((name, index) => [index, name])),
      }),
    ],
  };
  for (const photo of photos) {
    yield {
      path: `labels/${photo.split}/${stem(photo.imagePath)}.txt`,
      chunks: [yoloLabels(photo)],
    };
  }
}
