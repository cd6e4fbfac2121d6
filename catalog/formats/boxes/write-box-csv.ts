import { csvLine } from '../csv-line.ts';
import { coordinate, type WrittenPhoto } from './written-photo.ts';

/** `image,x1,y1,x2,y2,class,individual,confidence` in pixels; a checked photo without boxes is a row too. */
export function* boxCsv(
  photos: Iterable<WrittenPhoto>,
  classNames: readonly string[],
): Generator<string> {
  yield csvLine(['image', 'x1', 'y1', 'x2', 'y2', 'class', 'individual', 'confidence']);
  for (const { imagePath, width, height, boxes } of photos) {
    if (boxes.length === 0) yield csvLine([imagePath, '', '', '', '', '', '', '']);
    for (const { x, y, w, h, classIndex, individual, confidence } of boxes) {
      const corners = [x * width, y * height, (x + w) * width, (y + h) * height];
      yield csvLine([
        imagePath,
        ...corners.map((value) => coordinate(value, 4)),
        classNames[classIndex],
        individual,
        confidence === null ? null : coordinate(confidence, 6),
      ]);
    }
  }
}
