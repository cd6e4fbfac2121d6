import { join } from 'node:path';
import { decodeText } from '../decode-text.ts';
import { mostLabelBytes, readWhole } from '../read-file.ts';
import type { ReportBuilder } from '../report.ts';
import { BoxFileBuilder, ofNone } from './box-file.ts';
import type { BoxFile } from './box-record.ts';
import { filesBelow } from './files-below.ts';
import { boxRound, MENDED_POLYGON, pointsOf } from './hull.ts';
import { parseNumber } from './parse-number.ts';
import { classNamesInList, classNamesInYaml, yoloLayout } from './yolo-layout.ts';

/**
 * One label file of a YOLO data set: `class cx cy w h [confidence]`, or `class x1 y1 x2 y2 x3 y3 …` for an outline, all
 * fractions of the picture. A sixth column is a confidence and makes the box a proposal; of an outline the box round it
 * counts. Decimal commas are mended; every line that cannot be read is refused by file and line, and the other lines
 * still count.
 */
export function parseYoloLabels(
  text: string,
  file: string,
  image: string,
  classNames: readonly string[] | null,
  into: BoxFileBuilder,
): void {
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    const fields = line.trim().split(/\s+/);
    if (fields.length === 1 && fields[0] === '') return;
    const at = index + 1;
    const refuse = (reason: string) => into.refuse({ file, line: at, image }, reason);
    const isOutline = fields.length >= 7 && fields.length % 2 === 1;
    if (!isOutline && fields.length !== 5 && fields.length !== 6) {
      refuse(
        `${fields.length} columns in "${line.trim().slice(0, 80)}"; a box needs 5 (class cx cy w h) or 6 with a confidence, an outline two for each point.`,
      );
      return;
    }
    const numbers = fields.map(parseNumber);
    const wrong = numbers.findIndex((number) => number === null);
    if (wrong !== -1) {
      refuse(`"${fields[wrong]}" in column ${wrong + 1} is not a number.`);
      return;
    }
    const values = numbers.map((number) => number?.value ?? Number.NaN);
    const className = classNames === null ? String(values[0]) : classNames[values[0]];
    if (className === undefined || className === '') {
      refuse(
        `Class ${fields[0]} has no name; the data set names ${(classNames ?? []).filter((name) => name !== '').length} classes, from 0.`,
      );
      return;
    }
    const confidence = values.length === 6 ? values[5] : null;
    if (confidence !== null && (confidence < 0 || confidence > 1)) {
      refuse(`Confidence ${confidence} is not between 0 and 1.`);
      return;
    }
    const [, cx, cy, w, h] = values;
    const box = isOutline
      ? boxRound(pointsOf(values.slice(1)))
      : { x: cx - w / 2, y: cy - h / 2, w, h };
    if (box === null) return;
    if (Math.max(box.x, box.y, box.w, box.h) > 3) {
      refuse('These are no fractions of the picture; YOLO has no pixels.');
      return;
    }
    const comma = numbers.some((number) => number?.mended);
    into.add({
      image,
      className,
      ...box,
      unit: 'fraction',
      imageWidth: null,
      imageHeight: null,
      confidence,
      individual: null,
      file,
      line: at,
      mended: isOutline ? MENDED_POLYGON : comma ? 'Decimal commas read as points.' : null,
    });
  });
}

/**
 * A YOLO data set: a folder with `data.yaml` or another `.yaml` that names the classes, `classes.txt` or `obj.names`,
 * and label files under `labels/`, or label files only. A label file stands for the picture of the same stem; an empty
 * one is a checked background photo.
 *
 * Where nothing names the classes, their numbers are their names.
 *
 * @throws Error if the folder has no label files.
 */
export async function readYolo(folder: string, report: ReportBuilder): Promise<BoxFile> {
  const layout = yoloLayout(await filesBelow(folder));
  const read = async (path: string) =>
    decodeText(await readWhole(join(folder, path), mostLabelBytes)).text;

  let named: { names: string[]; by: string } | null = null;
  for (const by of layout.yamls) {
    const names = classNamesInYaml(await read(by));
    if (names === null) continue;
    named = { names, by };
    break;
  }
  for (const by of layout.lists) {
    const names = classNamesInList(await read(by));
    named ??= { names, by };
    if (names.some((name, index) => name !== '' && name !== named?.names[index]))
      report.note(by, null, `It names other classes than ${named.by}; ${named.by} counts.`);
  }
  if (layout.labels.length === 0) throw new Error(`${folder} has no label files (labels/*.txt).`);

  const into = new BoxFileBuilder(report);
  for (const path of layout.labels) {
    const image = path.replace(/(^|\/)labels\//i, '$1images/').replace(/\.txt$/i, '');
    into.look({ image, file: path });
    parseYoloLabels(await read(path), path, image, named?.names ?? null, into);
  }
  for (const path of layout.beside)
    if (/^\s*\d+(?:\s+[\d.,eE+-]+){4,}\s*$/m.test(await read(path)))
      into.leave({ file: path, image: ofNone }, 'It lies outside labels/, where the labels are.');
  return into.finish();
}
