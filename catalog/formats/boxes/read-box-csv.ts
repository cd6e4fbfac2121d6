import type { CsvTable } from '../csv-rows.ts';
import { plainCell } from '../csv-line.ts';
import type { ReportBuilder } from '../report.ts';
import { BoxFileBuilder, ofAny, ofNone } from './box-file.ts';
import type { BoxFile } from './box-record.ts';
import { isIndividual } from './individual-in.ts';
import { parseNumber } from './parse-number.ts';

/** What a column may be called, without case, blanks and punctuation. */
const columns = {
  image: ['image', 'imagename', 'filename', 'file', 'photo', 'path', 'imagepath'],
  x1: ['x1', 'xmin', 'left'],
  y1: ['y1', 'ymin', 'top'],
  x2: ['x2', 'xmax', 'right'],
  y2: ['y2', 'ymax', 'bottom'],
  class: ['class', 'label', 'classname', 'category'],
} as const;
type Column = keyof typeof columns;
const required = Object.keys(columns) as Column[];
const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '');

/**
 * `image,x1,y1,x2,y2,class[,individual][,confidence]`: corners in pixels of the picture. A row with
 * only an image is a checked photo without animals.
 *
 * @throws Error naming the columns that are missing.
 */
export function readBoxTable(
  { header, rows, problems }: CsvTable,
  file: string,
  report: ReportBuilder,
): BoxFile {
  const names = header.map(plain);
  const at = (column: Column) =>
    columns[column].map((name) => names.indexOf(name)).find((index) => index !== -1) ?? -1;
  const places = Object.fromEntries(required.map((name) => [name, at(name)])) as Record<
    Column,
    number
  >;
  const missing = required.filter((name) => places[name] === -1);
  if (missing.length > 0) {
    throw new Error(
      `${file} lacks the columns ${missing.join(', ')}; it has ${header.join(', ')}. Boxes need image,x1,y1,x2,y2,class.`,
    );
  }
  const confidenceAt =
    ['confidence', 'score', 'conf']
      .map((name) => names.indexOf(name))
      .find((index) => index !== -1) ?? -1;
  const individualAt = header.findIndex(isIndividual);
  const into = new BoxFileBuilder(report);
  for (const { line, reason } of problems) into.refuse({ file, line, image: ofAny }, reason);
  for (const { line, cells } of rows) {
    const cell = (index: number) => cells[index] ?? '';
    const image = plainCell(cell(places.image));
    const corners = (['x1', 'y1', 'x2', 'y2'] as const).map((name) => cell(places[name]));
    const className = plainCell(cell(places.class));
    const isBlank = corners.every((text) => text === '') && className === '';
    if (image === '') {
      into.refuse({ file, line, image: isBlank ? ofNone : ofAny }, 'No image is named.');
      continue;
    }
    into.look({ image, file });
    if (isBlank) continue;
    const where = { file, line, image };
    const numbers = corners.map(parseNumber);
    const wrong = numbers.findIndex((number) => number === null);
    if (wrong !== -1) {
      into.refuse(where, `"${corners[wrong]}" is not a number of pixels.`);
      continue;
    }
    if (className === '') {
      into.refuse(where, 'The box has no class.');
      continue;
    }
    const said = cell(confidenceAt);
    const confidence = said === '' ? null : parseNumber(said);
    if (said !== '' && (confidence === null || confidence.value < 0 || confidence.value > 1)) {
      into.refuse(where, `Confidence "${said}" is not between 0 and 1.`);
      continue;
    }
    const [x1, y1, x2, y2] = numbers.map((number) => number?.value ?? Number.NaN);
    const turned = x2 < x1 || y2 < y1;
    const comma = numbers.some((number) => number?.mended);
    const individual = plainCell(cell(individualAt));
    into.add({
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
      individual: individual === '' ? null : individual,
      file,
      line,
      mended: turned
        ? 'Corners were the wrong way round.'
        : comma
          ? 'Decimal commas read as points.'
          : null,
    });
  }
  return into.finish();
}
