/** Files and folders of boxes: which tool wrote them, and what is in them. */
import { statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { isWorkbook } from '#terms/files/endings.ts';
import type { BoxFormat } from '#terms/imports/boxes.ts';
import { BoxFileBuilder } from '../formats/boxes/box-file.ts';
import type { BoxFile } from '../formats/boxes/box-record.ts';
import { filesBelow } from '../formats/boxes/files-below.ts';
import { kindOfJson, kindOfXml, looksLikeYolo } from '../formats/boxes/label-kinds.ts';
import { parseLooseJson } from '../formats/boxes/loose-json.ts';
import { readBoxTable } from '../formats/boxes/read-box-csv.ts';
import { readCoco } from '../formats/boxes/read-coco.ts';
import { readCvatXml } from '../formats/boxes/read-cvat.ts';
import { picturesInManifest, readCvatBackup } from '../formats/boxes/read-cvat-backup.ts';
import { readLabelStudio } from '../formats/boxes/read-label-studio.ts';
import { readLabelme } from '../formats/boxes/read-labelme.ts';
import { readMegaDetector } from '../formats/boxes/read-megadetector.ts';
import { isViaHeader, readVia, readViaTable } from '../formats/boxes/read-via.ts';
import { parseVoc } from '../formats/boxes/read-voc.ts';
import { readYolo } from '../formats/boxes/read-yolo.ts';
import { yoloLayout } from '../formats/boxes/yolo-layout.ts';
import { decodeText } from '../formats/decode-text.ts';
import { mostTableBytes, readWhole } from '../formats/read-file.ts';
import type { ReportBuilder } from '../formats/report.ts';
import { readTableFile } from '../formats/table-file.ts';
import { unpackLabels } from './unpack-labels.ts';

interface ReadBoxes {
  format: BoxFormat;
  source: BoxFile;
}

/** Label files looked into before a folder counts as one of YOLO. */
const LOOKED_INTO = 50;

const textOf = async (path: string) => decodeText(await readWhole(path, mostTableBytes)).text;

/**
 * @param format said by the person, instead of the one that it looks like
 * @returns null for what none of the known tools wrote
 * @throws Error in words, without the path
 */
export async function readBoxes(
  path: string,
  format: BoxFormat | undefined,
  report: ReportBuilder,
): Promise<ReadBoxes | null> {
  if (statSync(path).isDirectory()) return readFolder(path, format, report, []);
  if (extname(path).toLowerCase() === '.zip') {
    await using labels = await unpackLabels(path);
    return await readFolder(labels.folder, format, report, labels.pictures);
  }
  return readFile(path, basename(path), format, report, []);
}

async function readFile(
  path: string,
  name: string,
  asked: BoxFormat | undefined,
  report: ReportBuilder,
  pictures: readonly string[],
): Promise<ReadBoxes | null> {
  const ending = extname(path).slice(1).toLowerCase();
  if (ending === 'json') {
    const text = await textOf(path);
    const json = parseLooseJson(text, name);
    const format = asked ?? kindOfJson(json);
    return format === null ? null : { format, source: ofJson(format, json, text, name, report) };
  }
  if (ending === 'xml') {
    const text = await textOf(path);
    const format = asked ?? kindOfXml(text);
    if (format === 'cvat')
      return { format, source: readCvatXml(text, name, report, framesOf(pictures)) };
    const into = new BoxFileBuilder(report);
    parseVoc(text, name, into);
    return { format: 'voc', source: into.finish() };
  }
  if (!['csv', 'tsv', 'txt'].includes(ending) && !isWorkbook(path)) return null;
  const { table } = await readTableFile(path, undefined, false);
  return isViaHeader(table.header)
    ? { format: 'via', source: readViaTable(table, name, report) }
    : { format: 'csv', source: readBoxTable(table, name, report) };
}

function ofJson(
  format: BoxFormat,
  json: unknown,
  text: string,
  name: string,
  report: ReportBuilder,
): BoxFile {
  switch (format) {
    case 'megadetector':
      return readMegaDetector(json, name, report);
    case 'labelme':
      return readLabelme(json, name, report);
    case 'labelstudio':
      return readLabelStudio(json, name, report);
    case 'via':
      return readVia(json, name, report);
    default:
      return readCoco(text, name, report);
  }
}

/** Pictures of a sequence by frame, as CVAT packs them below `images/`. */
const framesOf = (pictures: readonly string[]) =>
  pictures
    .filter((name) => /(?:^|\/)images\//i.test(name))
    .map((name) => name.replace(/^(?:.*\/)?images\//i, ''));

async function readFolder(
  folder: string,
  asked: BoxFormat | undefined,
  report: ReportBuilder,
  pictures: readonly string[],
): Promise<ReadBoxes | null> {
  const files = await filesBelow(folder);
  const backup = await readBackup(folder, files, report);
  if (backup !== null) return backup;
  if (asked === 'yolo' || (asked === undefined && (await isYolo(folder, files))))
    return { format: 'yolo', source: await readYolo(folder, report) };
  const labels = files.filter((path) => /\.(?:json|xml)$/i.test(path));
  const read: ReadBoxes[] = [];
  for (const path of labels) {
    const one = await readFile(join(folder, path), path, asked, report, pictures);
    if (one === null) continue;
    // All of one kind: a stray file of another is told, not mixed in.
    if (read.length === 0 || read[0].format === one.format) read.push(one);
    else report.leave(path, null, `It is of another kind than ${read[0].format} and was left out.`);
  }
  const [first] = read;
  return first === undefined ? null : { format: first.format, source: joined(read) };
}

async function isYolo(folder: string, files: readonly string[]): Promise<boolean> {
  const { labels, lists, yamls } = yoloLayout(files);
  if (labels.length === 0) return false;
  if (lists.length > 0 || yamls.length > 0) return true;
  for (const path of labels.slice(0, LOOKED_INTO))
    if (looksLikeYolo(await textOf(join(folder, path)))) return true;
  return false;
}

/** The tasks of a backup of CVAT: `annotations.json` with `data/manifest.jsonl` beside it. */
async function readBackup(
  folder: string,
  files: readonly string[],
  report: ReportBuilder,
): Promise<ReadBoxes | null> {
  const tasks = files.flatMap((path) => {
    if (basename(path) !== 'annotations.json') return [];
    const beside = dirname(path) === '.' ? '' : `${dirname(path)}/`;
    const manifest = `${beside}data/manifest.jsonl`;
    return files.includes(manifest) ? [{ path, manifest }] : [];
  });
  if (tasks.length === 0) return null;
  const into = new BoxFileBuilder(report);
  for (const { path, manifest } of tasks) {
    const pictures = picturesInManifest(await textOf(join(folder, manifest)));
    const json = parseLooseJson(await textOf(join(folder, path)), path);
    readCvatBackup(json, pictures, path, into);
  }
  return { format: 'cvat', source: into.finish() };
}

const joined = (read: readonly ReadBoxes[]): BoxFile => ({
  boxes: read.flatMap(({ source }) => source.boxes),
  checked: read.flatMap(({ source }) => source.checked),
  doubted: new Set(read.flatMap(({ source }) => [...source.doubted])),
  doubtsAll: read.some(({ source }) => source.doubtsAll),
});

export { existsSync as isThere } from 'node:fs';
