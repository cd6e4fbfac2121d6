import { readCsv } from '../csv-rows.ts';
import type { ReportBuilder } from '../report.ts';
import type { BoxFile, BoxRecord } from './box-record.ts';
import { parseNumber } from './parse-number.ts';

const required = ['image', 'x1', 'y1', 'x2', 'y2', 'class'] as const;

/**
 * `image,x1,y1,x2,y2,class[,individual][,confidence]`: corners in pixels of the picture. A row with
 * only an image is a checked photo without animals.
 *
 * @throws Error naming the columns that are missing.
 */
export function readBoxCsv(bytes: Uint8Array, file: string, report: ReportBuilder): BoxFile {
  const { header, rows } = readCsv(bytes, file);
  const names = header.map((name) => name.toLowerCase());
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new Error(
      `${file} lacks the columns ${missing.join(', ')}; it has ${header.join(', ')}. Boxes need image,x1,y1,x2,y2,class.`,
    );
  }
  const boxes: BoxRecord[] = [];
  const checked = new Map<string, string>();
  for (const { line, cells } of rows) {
    const cell = (name: string) => cells[names.indexOf(name)] ?? '';
    const image = cell('image');
    if (image === '') {
      report.refuse(file, line, 'No image is named.');
      continue;
    }
    checked.set(image, file);
    const corners = ['x1', 'y1', 'x2', 'y2'].map(cell);
    const className = cell('class');
    if (corners.every((text) => text === '') && className === '') continue;
    const numbers = corners.map(parseNumber);
    const wrong = numbers.findIndex((number) => number === null);
    if (wrong !== -1) {
      report.refuse(file, line, `"${corners[wrong]}" is not a number of pixels.`);
      continue;
    }
    if (className === '') {
      report.refuse(file, line, 'The box has no class.');
      continue;
    }
    const confidence = cell('confidence') === '' ? null : parseNumber(cell('confidence'));
    if (
      cell('confidence') !== '' &&
      (confidence === null || confidence.value < 0 || confidence.value > 1)
    ) {
      report.refuse(file, line, `Confidence "${cell('confidence')}" is not between 0 and 1.`);
      continue;
    }
    const [x1, y1, x2, y2] = numbers.map((number) => number?.value ?? Number.NaN);
    const turned = x2 < x1 || y2 < y1;
    const comma = numbers.some((number) => number?.mended);
    const individual = cell('individual');
    boxes.push({
      image,
      className,
      x: Math.min(x1, x2),
      y: Math.min(y1, y2),
      w: Math.abs(x2 - x1),
      h: Math.abs(y2 - y1),
      unit: 'pixel',
      imageWidth: null,
      imageHeight: null,
      confidence: confidence?.value ?? null,
      individual: individual === '' || /^n\/?a$/i.test(individual) ? null : individual,
      file,
      line,
      mended: turned
        ? 'Corners were the wrong way round.'
        : comma
          ? 'Decimal commas read as points.'
          : null,
    });
  }
  return { boxes, checked: [...checked].map(([image, from]) => ({ image, file: from })) };
}
