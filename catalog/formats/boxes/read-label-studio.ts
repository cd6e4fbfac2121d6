import { z } from 'zod';
import type { Rectangle } from '#terms/geometry.ts';
import type { ReportBuilder } from '../report.ts';
import { BoxFileBuilder, ofNone } from './box-file.ts';
import type { BoxFile, BoxRecord } from './box-record.ts';
import { attributesIn, boxRecord } from './foreign-box.ts';
import { boxRound, MENDED_POLYGON, mendedTurn } from './hull.ts';
import { individualIn } from './individual-in.ts';
import { boxRoundEllipse, boxRoundTurnedAtCorner, MENDED_ELLIPSE } from './other-shapes.ts';

/** Lengths are hundredths of the picture's sides. */
const value = z.object({
  x: z.number().optional(),
  y: z.number().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  radiusX: z.number().optional(),
  radiusY: z.number().optional(),
  rotation: z.number().default(0),
  points: z.array(z.tuple([z.number(), z.number()])).optional(),
  rectanglelabels: z.array(z.string()).optional(),
  polygonlabels: z.array(z.string()).optional(),
  ellipselabels: z.array(z.string()).optional(),
  labels: z.array(z.string()).optional(),
  text: z.union([z.string(), z.array(z.string())]).optional(),
  choices: z.array(z.string()).optional(),
});
type Value = z.infer<typeof value>;

const result = z.object({
  id: z.string().optional(),
  from_name: z.string().default(''),
  original_width: z.number().positive().nullish(),
  original_height: z.number().positive().nullish(),
  image_rotation: z.number().default(0),
  score: z.number().min(0).max(1).nullish(),
  value,
});
type Result = z.infer<typeof result>;

const judgement = z.object({
  result: z.array(z.unknown()),
  was_cancelled: z.boolean().nullish(),
  ground_truth: z.boolean().nullish(),
  score: z.number().min(0).max(1).nullish().catch(null),
});
const task = z.object({
  data: z.record(z.string(), z.unknown()),
  annotations: z.array(judgement).optional(),
  completions: z.array(judgement).optional(),
  predictions: z.array(z.unknown()).optional(),
});
/** A task of JSON-MIN: the data and, under the names of the labelling tools, what was drawn. */
const minTask = z.record(z.string(), z.unknown());

const isTasks = (json: unknown): json is unknown[] =>
  Array.isArray(json) && json.length > 0 && task.safeParse(json[0]).success;

const drawnLists = (entry: Readonly<Record<string, unknown>>) =>
  Object.entries(entry).filter(
    (each): each is [string, unknown[]] =>
      Array.isArray(each[1]) &&
      each[1].some((one) => value.safeParse(one).success && typeof one === 'object'),
  );

const isMinTasks = (json: unknown): json is unknown[] =>
  Array.isArray(json) &&
  json.some((entry) => {
    const read = minTask.safeParse(entry);
    return read.success && 'annotation_id' in read.data && imageOf(read.data) !== null;
  });

export const isLabelStudio = (json: unknown): boolean => isTasks(json) || isMinTasks(json);

/** The picture among a task's data: what is called image, or the only text that ends as pictures do. */
function imageOf(data: Readonly<Record<string, unknown>>): string | null {
  const texts = Object.entries(data).filter(
    (each): each is [string, string] => typeof each[1] === 'string',
  );
  const pictures = texts.filter(
    ([name, text]) => /^(?:image|img|photo)$/i.test(name) || /\.[a-z]{3,4}$/i.test(text),
  );
  return pictures.length === 0 ? null : pathIn(pictures[0][1]);
}

/** An address of Label Studio as a path: `/data/local-files/?d=a/b.jpg`, `s3://bucket/b.jpg`, `…/upload/1/b.jpg`. */
function pathIn(address: string): string {
  const local = /[?&]d=([^&]+)/.exec(address)?.[1];
  const path =
    local ??
    address
      .replace(/^[a-z0-9]+:\/\//i, '')
      .replace(/[?#].*$/, '')
      // Where its server keeps what was uploaded; the folder is the project's number.
      .replace(/^.*\/upload\/(?:\d+\/)?/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    // A name with a per cent sign of its own.
    return path;
  }
}

/** The box in fractions of the picture; turned shapes are turned in pixels, which are square. */
function boxOf(
  { x, y, width, height, radiusX, radiusY, points, rotation }: Value,
  sides: { width: number; height: number },
): { box: Rectangle; mended: string | null } | null {
  const across = sides.width / 100;
  const down = sides.height / 100;
  const part = (box: Rectangle | null, mended: string | null) =>
    box === null
      ? null
      : {
          box: {
            x: box.x / sides.width,
            y: box.y / sides.height,
            w: box.w / sides.width,
            h: box.h / sides.height,
          },
          mended,
        };
  if (points !== undefined)
    return part(boxRound(points.map(([px, py]) => [px * across, py * down])), MENDED_POLYGON);
  if (x === undefined || y === undefined) return null;
  if (radiusX !== undefined && radiusY !== undefined)
    return part(
      boxRoundEllipse(
        { cx: x * across, cy: y * down, rx: radiusX * across, ry: radiusY * down },
        rotation,
      ),
      MENDED_ELLIPSE,
    );
  if (width === undefined || height === undefined) return null;
  const plain = { x: x * across, y: y * down, w: width * across, h: height * down };
  return rotation === 0
    ? { box: { x: x / 100, y: y / 100, w: width / 100, h: height / 100 }, mended: null }
    : part(boxRoundTurnedAtCorner(plain, rotation), mendedTurn(rotation));
}

const labelOf = ({ rectanglelabels, polygonlabels, ellipselabels, labels }: Value): string =>
  (rectanglelabels ?? polygonlabels ?? ellipselabels ?? labels ?? [])[0] ?? '';

/** What was written or chosen for a region, by the name of the field. */
const wordsOf = ({ text, choices }: Value): string =>
  typeof text === 'string' ? text : (text ?? choices ?? []).join(', ');

function readResults(
  image: string,
  entries: readonly unknown[],
  { score, name }: { score: number | null; name: string | null },
  file: string,
  into: BoxFileBuilder,
): void {
  const results = entries.flatMap((entry, index): Result[] => {
    const read = result.safeParse(entry);
    if (read.success) return [read.data];
    into.refuse({ file, image }, `${image}, region ${index + 1}: its shape cannot be read.`);
    return [];
  });
  const regions = new Map<string, { drawn: Result; label: string; said: Map<string, string> }>();
  const ofPicture = new Map<string, string>();
  results.forEach((each, index) => {
    const words = wordsOf(each.value);
    const id = each.id ?? `${index}`;
    const known = regions.get(id);
    if (known !== undefined) {
      if (words !== '') known.said.set(each.from_name, words);
      known.label ||= labelOf(each.value);
    } else if (words === '' || each.value.x !== undefined) {
      const said = new Map(words === '' ? [] : [[each.from_name, words]]);
      regions.set(id, { drawn: each, label: labelOf(each.value), said });
    } else ofPicture.set(each.from_name, words);
  });
  const boxes = [...regions.values()].flatMap(({ drawn, label, said }): BoxRecord[] => {
    const { original_width: width, original_height: height } = drawn;
    const shaped = boxOf(drawn.value, { width: width ?? 1, height: height ?? 1 });
    if (shaped === null || drawn.image_rotation % 360 !== 0) {
      const why = shaped === null ? 'has no box' : 'was drawn on a turned picture';
      into.leave({ file, image }, `${image}: a region (${drawn.from_name || 'no name'}) ${why}.`);
      return [];
    }
    return [
      boxRecord({
        image,
        className: label,
        ...shaped.box,
        unit: 'fraction',
        imageWidth: width ?? null,
        imageHeight: height ?? null,
        confidence: drawn.score ?? score,
        individual: individualIn(Object.fromEntries(said)),
        file,
        mended: shaped.mended,
      }),
    ];
  });
  takeWithName(boxes, individualIn(Object.fromEntries(ofPicture)) ?? name, image, file, into);
}

/** A name that was given to the picture is that of its box, if it has one alone. */
function takeWithName(
  boxes: readonly BoxRecord[],
  individual: string | null,
  image: string,
  file: string,
  into: BoxFileBuilder,
): void {
  for (const box of boxes)
    into.add(boxes.length > 1 ? box : { ...box, individual: box.individual ?? individual });
  if (individual !== null && boxes.length !== 1)
    into.refuse(
      { file, image },
      `${image}: ${individual} was said of the whole picture, which has ${boxes.length} boxes.`,
    );
}

/**
 * Label Studio's JSON, whole or JSON-MIN. A task that somebody submitted counts as looked at, also without boxes;
 * where several people submitted, the one marked as ground truth counts, or the last. Tasks that only a model
 * looked at give proposals.
 *
 * @param json the parsed file
 * @throws Error if it is no such file
 */
export function readLabelStudio(json: unknown, file: string, report: ReportBuilder): BoxFile {
  if (isTasks(json)) return readTasks(json, file, report);
  if (isMinTasks(json)) return readMinTasks(json, file, report);
  throw new Error(`${file} holds no tasks of Label Studio.`);
}

function readTasks(json: readonly unknown[], file: string, report: ReportBuilder): BoxFile {
  const into = new BoxFileBuilder(report);
  json.forEach((entry, index) => {
    const read = task.safeParse(entry);
    const image = read.success ? imageOf(read.data.data) : null;
    if (!read.success || image === null) {
      into.refuse({ file, image: ofNone }, `Task ${index + 1} names no picture.`);
      return;
    }
    const { annotations, completions, predictions } = read.data;
    const submitted = (annotations ?? completions ?? []).filter(
      ({ was_cancelled }) => was_cancelled !== true,
    );
    const chosen = submitted.find(({ ground_truth }) => ground_truth === true) ?? submitted.at(-1);
    if (chosen !== undefined) {
      if (submitted.length > 1)
        report.note(
          file,
          null,
          `${image}: ${submitted.length} people submitted it; the boxes of ${chosen.ground_truth === true ? 'the ground truth' : 'the last'} were taken.`,
        );
      into.look({ image, file });
      readResults(image, chosen.result, { score: null, name: null }, file, into);
      return;
    }
    const guessed = (predictions ?? []).flatMap((each) => judgement.safeParse(each).data ?? []);
    const last = guessed.at(-1);
    // What a model said without a score is still no person's word.
    if (last !== undefined)
      readResults(image, last.result, { score: last.score ?? 0.5, name: null }, file, into);
  });
  return into.finish();
}

function readMinTasks(json: readonly unknown[], file: string, report: ReportBuilder): BoxFile {
  const into = new BoxFileBuilder(report);
  json.forEach((entry, index) => {
    const read = minTask.safeParse(entry);
    const image = read.success ? imageOf(read.data) : null;
    if (!read.success || image === null) {
      into.refuse({ file, image: ofNone }, `Task ${index + 1} names no picture.`);
      return;
    }
    into.look({ image, file });
    const drawn = drawnLists(read.data).flatMap(([name, list]) =>
      list.map((each) => {
        const { original_width, original_height } = each as Record<string, unknown>;
        return { from_name: name, original_width, original_height, value: each };
      }),
    );
    const name = individualIn(attributesIn(read.data));
    readResults(image, drawn, { score: null, name }, file, into);
  });
  return into.finish();
}
