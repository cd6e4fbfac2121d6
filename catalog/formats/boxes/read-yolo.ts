import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { decodeText } from '../decode-text.ts';
import { mostLabelBytes, readWhole } from '../read-file.ts';
import type { ReportBuilder } from '../report.ts';
import type { BoxFile, BoxRecord } from './box-record.ts';
import { parseNumber } from './parse-number.ts';

/** Names of the classes by number, from `data.yaml` (a list or a map) or `classes.txt`. */
function parseClassNames(yaml: string): string[] {
  const document: unknown = parseYaml(yaml);
  const names =
    typeof document === 'object' && document !== null && 'names' in document
      ? document.names
      : undefined;
  if (Array.isArray(names)) return names.map(String);
  if (typeof names === 'object' && names !== null) {
    const list: string[] = [];
    for (const [index, name] of Object.entries(names)) list[Number(index)] = String(name);
    return list;
  }
  throw new Error(
    'data.yaml has no "names": add names: [dorsal fin, body] or choose another file.',
  );
}

/**
 * One label file of a YOLO data set: `class cx cy w h [confidence]`, fractions of the picture.
 * A sixth column is a confidence and makes the box a proposal. Decimal commas are mended; every
 * line that cannot be read is refused by file and line, and the other lines still count.
 */
export function parseYoloLabels(
  text: string,
  file: string,
  image: string,
  classNames: readonly string[],
  report: ReportBuilder,
): BoxRecord[] {
  const boxes: BoxRecord[] = [];
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    const fields = line.trim().split(/\s+/);
    if (fields.length === 1 && fields[0] === '') return;
    const at = index + 1;
    if (fields.length !== 5 && fields.length !== 6) {
      report.refuse(
        file,
        at,
        `${fields.length} columns in "${line.trim()}"; a box needs 5 (class cx cy w h) or 6 with a confidence.`,
      );
      return;
    }
    const numbers = fields.map(parseNumber);
    const wrong = numbers.findIndex((number) => number === null);
    if (wrong !== -1) {
      report.refuse(file, at, `"${fields[wrong]}" in column ${wrong + 1} is not a number.`);
      return;
    }
    const values = numbers.map((number) => number?.value ?? Number.NaN);
    const [classIndex, cx, cy, w, h] = values;
    const className = classNames[classIndex];
    if (className === undefined) {
      report.refuse(
        file,
        at,
        `Class ${fields[0]} has no name; the data set names ${classNames.length} classes, from 0.`,
      );
      return;
    }
    const confidence = values.length === 6 ? values[5] : null;
    if (confidence !== null && (confidence < 0 || confidence > 1)) {
      report.refuse(file, at, `Confidence ${confidence} is not between 0 and 1.`);
      return;
    }
    const comma = numbers.some((number) => number?.mended);
    boxes.push({
      image,
      className,
      x: cx - w / 2,
      y: cy - h / 2,
      w,
      h,
      unit: 'fraction',
      imageWidth: null,
      imageHeight: null,
      confidence,
      individual: null,
      file,
      line: at,
      mended: comma ? 'Decimal commas read as points.' : null,
    });
  });
  return boxes;
}

/**
 * A YOLO data set: a folder with `data.yaml` (or `classes.txt`) and label files under `labels/`, or
 * label files only. A label file stands for the picture of the same stem; an empty one is a checked
 * background photo.
 *
 * @throws Error if the folder has no class names or no label files.
 */
export async function readYolo(folder: string, report: ReportBuilder): Promise<BoxFile> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  const read = async (path: string) =>
    decodeText(await readWhole(join(folder, path), mostLabelBytes)).text;

  const yaml = files.find((path) => /(?:^|\/)(?:data|dataset)\.ya?ml$/i.test(path));
  const list = files.find((path) => /(?:^|\/)(?:classes|obj)\.(?:txt|names)$/i.test(path));
  if (yaml === undefined && list === undefined) {
    throw new Error(
      `${folder} has no data.yaml and no classes.txt, so its class numbers have no names. Add one of them.`,
    );
  }
  const classNames =
    yaml !== undefined
      ? parseClassNames(await read(yaml))
      : (await read(list ?? '')).split(/\r\n|\n|\r/).filter((name) => name.trim() !== '');

  const inLabels = files.filter((path) => /(?:^|\/)labels\/.*\.txt$/i.test(path));
  const labels =
    inLabels.length > 0
      ? inLabels
      : files.filter((path) => path.endsWith('.txt') && path !== list && !/readme/i.test(path));
  if (labels.length === 0) throw new Error(`${folder} has no label files (labels/*.txt).`);

  const boxes: BoxRecord[] = [];
  const checked: BoxFile['checked'] = [];
  for (const path of labels) {
    const image = path.replace(/(^|\/)labels\//i, '$1images/').replace(/\.txt$/i, '');
    checked.push({ image, file: path });
    boxes.push(...parseYoloLabels(await read(path), path, image, classNames, report));
  }
  return { boxes, checked };
}
