import { z } from 'zod';
import type { Rectangle } from '#terms/geometry.ts';
import type { CsvTable } from '../csv-rows.ts';
import type { ReportBuilder } from '../report.ts';
import { BoxFileBuilder, ofAny } from './box-file.ts';
import type { BoxFile } from './box-record.ts';
import { attributesIn, boxRecord, classAmong } from './foreign-box.ts';
import { boxRound, MENDED_POLYGON } from './hull.ts';
import { individualIn } from './individual-in.ts';
import { boxRoundEllipse, MENDED_ELLIPSE } from './other-shapes.ts';

const region = z.object({
  shape_attributes: z.unknown().optional(),
  region_attributes: z.unknown(),
});
const fileEntry = z.object({
  filename: z.string().min(1),
  // Version 1 numbers the regions in an object, version 2 lists them.
  regions: z
    .union([z.array(z.unknown()), z.record(z.string(), z.unknown()).transform(Object.values)])
    .default([]),
});
const fileEntries = z.record(z.string(), fileEntry);
const METADATA = '_via_img_metadata';
const project = z.object({ [METADATA]: fileEntries });

/** The files of a project, or of an export of its annotations alone. */
function entriesOf(json: unknown): z.infer<typeof fileEntry>[] | null {
  const whole = project.safeParse(json);
  if (whole.success) return Object.values(whole.data[METADATA]);
  const alone = fileEntries.safeParse(json);
  if (!alone.success) return null;
  const entries = Object.values(alone.data);
  return entries.length > 0 ? entries : null;
}

export const isVia = (json: unknown): boolean => entriesOf(json) !== null;

const numbers = z.array(z.number());
const shapes = z.discriminatedUnion('name', [
  z.object({
    name: z.literal('rect'),
    x: z.number(),
    y: z.number(),
    width: z.number(),
    height: z.number(),
  }),
  z.object({ name: z.literal('circle'), cx: z.number(), cy: z.number(), r: z.number() }),
  z.object({
    name: z.literal('ellipse'),
    cx: z.number(),
    cy: z.number(),
    rx: z.number(),
    ry: z.number(),
    /** Radians, clockwise as the picture is seen. */
    theta: z.number().default(0),
  }),
  z.object({ name: z.enum(['polygon', 'polyline']), all_points_x: numbers, all_points_y: numbers }),
]);

type Shaped = { box: Rectangle; mended: string | null };

function boxOf(attributes: unknown): Shaped | null {
  const read = shapes.safeParse(attributes);
  if (!read.success) return null;
  const shape = read.data;
  switch (shape.name) {
    case 'rect': {
      const { x, y, width: w, height: h } = shape;
      return { box: { x, y, w, h }, mended: null };
    }
    case 'circle': {
      const { cx, cy, r } = shape;
      return { box: boxRoundEllipse({ cx, cy, rx: r, ry: r }), mended: MENDED_ELLIPSE };
    }
    case 'ellipse': {
      const { cx, cy, rx, ry, theta } = shape;
      const box = boxRoundEllipse({ cx, cy, rx, ry }, (theta * 180) / Math.PI);
      return { box, mended: MENDED_ELLIPSE };
    }
    default: {
      const { all_points_x: across, all_points_y: down } = shape;
      const box = boxRound(across.map((x, at) => [x, down[at] ?? Number.NaN]));
      return box === null ? null : { box, mended: MENDED_POLYGON };
    }
  }
}

interface Region {
  image: string;
  shape: unknown;
  attributes: unknown;
  line: number | null;
  place: string;
}

function take(
  { image, shape, attributes, line, place }: Region,
  file: string,
  into: BoxFileBuilder,
): void {
  // A project lists photos that nobody has come to yet: only one with regions counts as looked at.
  into.look({ image, file });
  const shaped = boxOf(shape);
  if (shaped === null) {
    const kind = z.object({ name: z.string() }).safeParse(shape).data?.name;
    into.leave(
      { file, line, image },
      `${place}: a ${kind ?? 'region without a shape'} has no box.`,
    );
    return;
  }
  const said = attributesIn(attributes);
  into.add(
    boxRecord({
      image,
      className: classAmong(said),
      ...shaped.box,
      unit: 'pixel',
      individual: individualIn(said),
      file,
      line,
      mended: shaped.mended,
    }),
  );
}

/**
 * A project, or its annotations as JSON, of the VGG Image Annotator, versions 1 and 2. Lengths are pixels. The
 * attribute that is called class or the like, or the only one, names the class.
 *
 * @param json the parsed file
 * @throws Error if it is no such file
 */
export function readVia(json: unknown, file: string, report: ReportBuilder): BoxFile {
  const entries = entriesOf(json);
  if (entries === null) throw new Error(`${file} holds no files with regions of VIA.`);
  const into = new BoxFileBuilder(report);
  for (const { filename: image, regions } of entries)
    regions.forEach((each, index) => {
      const read = region.safeParse(each).data;
      const place = `${image}, region ${index + 1}`;
      const [shape, attributes] = [read?.shape_attributes, read?.region_attributes];
      take({ image, shape, attributes, line: null, place }, file, into);
    });
  return into.finish();
}

const columns = ['filename', 'region_shape_attributes', 'region_attributes'] as const;
const plainColumn = (name: string) => name.replace(/^#/, '').trim().toLowerCase();

/** Whether the header is that of annotations exported as CSV. */
export const isViaHeader = (header: readonly string[]): boolean =>
  columns.every((name) => header.map(plainColumn).includes(name));

function jsonIn(cell: string): unknown {
  try {
    return JSON.parse(cell) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Annotations of the VGG Image Annotator as CSV: a row for each region, shape and attributes as JSON in cells.
 *
 * @throws Error naming what is missing
 */
export function readViaTable(
  { header, rows, problems }: CsvTable,
  file: string,
  report: ReportBuilder,
): BoxFile {
  if (!isViaHeader(header)) throw new Error(`${file} lacks the columns ${columns.join(', ')}.`);
  const names = header.map(plainColumn);
  const into = new BoxFileBuilder(report);
  for (const { line, reason } of problems) into.refuse({ file, line, image: ofAny }, reason);
  for (const { line, cells } of rows) {
    const cell = (name: string) => cells[names.indexOf(name)] ?? '';
    const shape = jsonIn(cell('region_shape_attributes'));
    // A photo without regions has a row of empty braces.
    if (typeof shape === 'object' && shape !== null && Object.keys(shape).length === 0) continue;
    const image = cell('filename');
    const attributes = jsonIn(cell('region_attributes'));
    take({ image, shape, attributes, line, place: image }, file, into);
  }
  return into.finish();
}
