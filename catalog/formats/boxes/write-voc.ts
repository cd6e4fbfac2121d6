import { xmlText } from '../xml-text.ts';
import { coordinate, type WrittenFile, type WrittenPhoto } from './written-photo.ts';

/**
 * One Pascal VOC file. Its corners count pixels from 1 with both ends inside the box; fractions of a
 * pixel are kept, so that a box read back is the box that was written.
 */
export function vocXml(photo: WrittenPhoto, classNames: readonly string[]): string {
  const name = photo.imagePath.split('/').at(-1) ?? photo.imagePath;
  const objects = photo.boxes.map(({ x, y, w, h, classIndex, confidence, individual }) => {
    const left = x * photo.width;
    const top = y * photo.height;
    const corner = (value: number) => coordinate(value, 4);
    return [
      '  <object>',
      `    <name>${xmlText(classNames[classIndex])}</name>`,
      ...(confidence === null ? [] : [`    <confidence>${coordinate(confidence, 6)}</confidence>`]),
      ...(individual === null ? [] : [`    <individual>${xmlText(individual)}</individual>`]),
      '    <truncated>0</truncated>',
      '    <difficult>0</difficult>',
      '    <bndbox>',
      `      <xmin>${corner(left + 1)}</xmin>`,
      `      <ymin>${corner(top + 1)}</ymin>`,
      `      <xmax>${corner(left + w * photo.width)}</xmax>`,
      `      <ymax>${corner(top + h * photo.height)}</ymax>`,
      '    </bndbox>',
      '  </object>',
      '',
    ].join('\n');
  });
  return [
    '<annotation>',
    `  <filename>${xmlText(name)}</filename>`,
    `  <path>${xmlText(photo.imagePath)}</path>`,
    '  <size>',
    `    <width>${photo.width}</width>`,
    `    <height>${photo.height}</height>`,
    '    <depth>3</depth>',
    '  </size>',
    ...objects.map((object) => object.trimEnd()),
    '</annotation>',
    '',
  ].join('\n');
}

/** `Annotations/….xml` a photo and `ImageSets/Main/{train,val}.txt`. */
export function* writeVoc(
  photos: () => Iterable<WrittenPhoto>,
  classNames: readonly string[],
): Generator<WrittenFile> {
  const stem = (path: string) => path.replace(/\.[^./]+$/, '');
  for (const split of ['train', 'val'] as const) {
    const lines = function* () {
      for (const photo of photos()) if (photo.split === split) yield `${stem(photo.imagePath)}\n`;
    };
    yield { path: `ImageSets/Main/${split}.txt`, chunks: lines() };
  }
  for (const photo of photos()) {
    yield {
      path: `Annotations/${stem(photo.imagePath)}.xml`,
      chunks: [vocXml(photo, classNames)],
    };
  }
}
