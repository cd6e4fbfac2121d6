import { z } from 'zod';
import type { Rectangle } from '#terms/geometry.ts';
import type { ReportBuilder } from '../report.ts';
import { BoxFileBuilder, ofAny, ofNone } from './box-file.ts';
import type { BoxFile } from './box-record.ts';
import { boxRound, boxRoundTurned, MENDED_POLYGON, mendedTurn, pointsOf } from './hull.ts';
import { individualIn } from './individual-in.ts';
import { parseNumber } from './parse-number.ts';
import { parseLooseJson } from './loose-json.ts';

/** Numbers that a tool wrote as text count; `null` and a blank are absent. */
const number = z.union([z.number(), z.string()]).transform((value, context) => {
  const read = typeof value === 'number' ? value : parseNumber(value)?.value;
  if (read !== undefined && Number.isFinite(read)) return read;
  context.addIssue(`"${String(value)}" is not a number`);
  return z.NEVER;
});
/** Compared as text: one tool writes `1` where another writes `"1"`. */
const identifier = z.union([z.number(), z.string().min(1)]).transform(String);

const cocoFile = z.object({
  images: z.array(z.unknown()),
  annotations: z.array(z.unknown()),
  categories: z.array(z.unknown()),
});
const cocoCategory = z.object({ id: identifier, name: z.union([z.string().min(1), z.number()]) });
const cocoImage = z.object({
  id: identifier,
  file_name: z.string().min(1),
  width: number.nullish(),
  height: number.nullish(),
});
const cocoAnnotation = z.object({
  category_id: identifier,
  bbox: z.unknown().optional(),
  segmentation: z.unknown().optional(),
  iscrowd: z.unknown().optional(),
  score: number.pipe(z.number().min(0).max(1)).nullish(),
  attributes: z.unknown().optional(),
});
const itsImage = z.object({ image_id: identifier });
const itsAttributes = z.record(z.string(), z.unknown());

const firstIssue = (error: z.ZodError) => {
  const [issue] = error.issues;
  return `${issue.path.join('.') || 'entry'}: ${issue.message}`;
};

/** What has one id; two that say different things are a contradiction and none of them counts. */
class ById<T> {
  readonly #byId = new Map<string, T[]>();

  add(id: string, entry: T, isSame: (other: T) => boolean): void {
    const known = this.#byId.get(id);
    if (known === undefined) this.#byId.set(id, [entry]);
    else if (!known.some(isSame)) known.push(entry);
  }

  of(id: string): readonly T[] {
    return this.#byId.get(id) ?? [];
  }
}

/**
 * COCO detection JSON: `bbox` is `[x, y, w, h]` in pixels from the top left; where it is missing, the box round the
 * outline counts. An annotation with a `score` is a proposal; one round a crowd is left out. Wrong entries are refused
 * by their position; the others count.
 *
 * @throws Error if the text is not JSON or lacks images, annotations or categories.
 */
export function readCoco(text: string, file: string, report: ReportBuilder): BoxFile {
  const parsed = cocoFile.safeParse(parseLooseJson(text, file));
  if (!parsed.success) {
    throw new Error(`${file} is not COCO detection JSON: ${firstIssue(parsed.error)}.`);
  }
  const into = new BoxFileBuilder(report);
  const classes = new ById<string>();
  for (const entry of parsed.data.categories) {
    const category = cocoCategory.safeParse(entry);
    if (!category.success) continue;
    const name = String(category.data.name);
    classes.add(category.data.id, name, (other) => other === name);
  }
  const images = new ById<z.infer<typeof cocoImage>>();
  parsed.data.images.forEach((entry, index) => {
    const image = cocoImage.safeParse(entry);
    if (!image.success) {
      into.refuse({ file, image: ofNone }, `images[${index}]: ${firstIssue(image.error)}.`);
      return;
    }
    const { id, file_name } = image.data;
    images.add(id, image.data, (other) => other.file_name === file_name);
    into.look({ image: file_name, file });
  });

  parsed.data.annotations.forEach((entry, index) => {
    const place = `annotations[${index}]`;
    const of = itsImage.safeParse(entry);
    if (!of.success) {
      into.refuse({ file, image: ofAny }, `${place}: ${firstIssue(of.error)}.`);
      return;
    }
    const named = images.of(of.data.image_id);
    if (named.length !== 1) {
      const [first, ...others] = named;
      for (const { file_name } of others) into.doubt(file_name);
      if (first !== undefined)
        into.refuse(
          { file, image: first.file_name },
          `${place} is of image ${of.data.image_id}, an id that ${named.map((one) => one.file_name).join(' and ')} have.`,
        );
      else
        into.refuse(
          { file, image: ofNone },
          `${place} is of image ${of.data.image_id}, which the file does not list.`,
        );
      return;
    }
    const [image] = named;
    const at = { file, image: image.file_name };
    const annotation = cocoAnnotation.safeParse(entry);
    if (!annotation.success) {
      into.refuse(at, `${place}: ${firstIssue(annotation.error)}.`);
      return;
    }
    const { category_id, bbox, segmentation, iscrowd, score } = annotation.data;
    const names = classes.of(category_id);
    if (names.length !== 1) {
      into.refuse(
        at,
        names.length === 0
          ? `${place} has category ${category_id}, which the file does not name.`
          : `${place} has category ${category_id}, an id that ${names.map((name) => `"${name}"`).join(' and ')} have.`,
      );
      return;
    }
    if (iscrowd === 1 || iscrowd === true || iscrowd === '1') {
      into.leave(at, `${place} is round a crowd (iscrowd), not round one animal.`);
      return;
    }
    const attributes = itsAttributes.safeParse(annotation.data.attributes).data ?? {};
    const drawn = boxOf(bbox, segmentation, attributes);
    if ('problem' in drawn) {
      into.refuse(at, `${place}: ${drawn.problem}`);
      return;
    }
    into.add({
      ...drawn.box,
      image: image.file_name,
      className: names[0],
      unit: 'pixel',
      imageWidth: positive(image.width),
      imageHeight: positive(image.height),
      confidence: score ?? null,
      individual: individualIn(attributes),
      file,
      line: null,
      mended: drawn.mended,
    });
  });
  return into.finish();
}

/** Tools that do not know the size write 0. */
const positive = (value: number | null | undefined) =>
  value === null || value === undefined || value <= 0 ? null : value;

type Drawn = { box: Rectangle; mended: string | null } | { problem: string };

const isBlank = (value: unknown) =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

function boxOf(bbox: unknown, segmentation: unknown, attributes: Record<string, unknown>): Drawn {
  if (isBlank(bbox)) return boxOfOutline(segmentation);
  const sides = z.array(number).safeParse(bbox);
  if (!sides.success) return { problem: `bbox: ${sides.error.issues[0].message}.` };
  if (sides.data.length !== 4)
    return { problem: `bbox has ${sides.data.length} numbers; it needs 4 (x, y, width, height).` };
  const [x, y, w, h] = sides.data;
  const rotation = number.safeParse(attributes.rotation).data ?? 0;
  return rotation % 180 === 0
    ? { box: { x, y, w, h }, mended: null }
    : { box: boxRoundTurned({ x, y, w, h }, rotation), mended: mendedTurn(rotation) };
}

function boxOfOutline(segmentation: unknown): Drawn {
  if (isBlank(segmentation)) return { problem: 'it has neither a bbox nor an outline.' };
  const outline = z.array(z.array(number)).safeParse(segmentation);
  const box = outline.success ? boxRound(outline.data.flatMap(pointsOf)) : null;
  return box === null
    ? { problem: 'it has no bbox, and its mask is no outline of points.' }
    : { box, mended: MENDED_POLYGON };
}
