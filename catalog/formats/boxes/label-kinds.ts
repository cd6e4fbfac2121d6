/** Which tool wrote a file of boxes, told by what stands in it. */
import type { BoxFormat } from '#terms/imports/boxes.ts';
import { isCvatXml } from './read-cvat.ts';
import { isLabelStudio } from './read-label-studio.ts';
import { isLabelme } from './read-labelme.ts';
import { isMegaDetector } from './read-megadetector.ts';
import { isVia } from './read-via.ts';

const has = (json: unknown, ...keys: readonly string[]) =>
  typeof json === 'object' && json !== null && keys.every((key) => key in json);

/** Of parsed JSON; null for what none of them wrote. */
export function kindOfJson(json: unknown): BoxFormat | null {
  if (isMegaDetector(json)) return 'megadetector';
  if (has(json, 'images', 'annotations') || has(json, 'images', 'categories')) return 'coco';
  if (isLabelme(json)) return 'labelme';
  if (isLabelStudio(json)) return 'labelstudio';
  return isVia(json) ? 'via' : null;
}

/** Of XML. */
export const kindOfXml = (text: string): BoxFormat => (isCvatXml(text) ? 'cvat' : 'voc');

/** A line of a YOLO label: a class by its number, and four sides or the corners of an outline. */
export const looksLikeYolo = (text: string): boolean =>
  /^\s*\d+(?:[ \t]+[-+\d.,eE]+){4,}\s*$/m.test(text);
