import { z } from 'zod';
import type { Rectangle } from '#terms/geometry.ts';
import { ofAny, ofNone, type BoxFileBuilder } from './box-file.ts';
import { boxRecord } from './foreign-box.ts';
import { boxRound, boxRoundTurned, MENDED_POLYGON, mendedTurn, pointsOf } from './hull.ts';
import { individualIn } from './individual-in.ts';
import { boxRoundEllipse, MENDED_ELLIPSE, MENDED_MASK } from './other-shapes.ts';

const attributes = z
  .array(z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) }))
  .catch([])
  .default([]);
const shape = z.object({
  type: z.string(),
  points: z.array(z.number()),
  rotation: z.number().default(0),
  frame: z.number().int(),
  outside: z.boolean().default(false),
  attributes,
});
type Shape = z.infer<typeof shape>;
const labelled = shape.extend({ label: z.string() });
const track = z.object({
  label: z.string(),
  attributes,
  shapes: z.array(shape.extend({ frame: z.number().int() })),
});
const jobs = z.array(
  z.object({
    shapes: z.array(z.unknown()).default([]),
    tracks: z.array(z.unknown()).default([]),
    tags: z.array(z.unknown()).default([]),
  }),
);

/** A picture of the task, as a line of its manifest has it. */
const manifestLine = z.object({
  name: z.string().min(1),
  extension: z.string().default(''),
  width: z.number().positive().optional(),
  height: z.number().positive().optional(),
});
interface Picture {
  name: string;
  width: number | null;
  height: number | null;
}

/** The pictures of a task in the order of their frames; the first lines of a manifest say its version and kind. */
export function picturesInManifest(text: string): Picture[] {
  return text.split('\n').flatMap((line): Picture[] => {
    if (line.trim() === '') return [];
    let json: unknown;
    try {
      json = JSON.parse(line);
    } catch {
      return [];
    }
    const read = manifestLine.safeParse(json);
    if (!read.success) return [];
    const { name, extension, width, height } = read.data;
    return [{ name: `${name}${extension}`, width: width ?? null, height: height ?? null }];
  });
}

function boxOf({ type, points, rotation }: Shape): {
  box: Rectangle | null;
  mended: string | null;
} {
  switch (type) {
    case 'rectangle': {
      const box = boxRound(pointsOf(points));
      return rotation === 0 || box === null
        ? { box, mended: null }
        : { box: boxRoundTurned(box, rotation), mended: mendedTurn(rotation) };
    }
    case 'polygon':
    case 'polyline':
      return { box: boxRound(pointsOf(points)), mended: MENDED_POLYGON };
    case 'ellipse': {
      // Its middle, then how far right and how far up it goes.
      const [cx = Number.NaN, cy = Number.NaN, right = Number.NaN, top = Number.NaN] = points;
      const box = boxRoundEllipse({ cx, cy, rx: right - cx, ry: cy - top }, rotation);
      return { box: Number.isFinite(box.w + box.h) ? box : null, mended: MENDED_ELLIPSE };
    }
    case 'mask': {
      // Runs of pixels, and behind them left, top, right and bottom, both ends inside.
      const [left, top, right, bottom] = points.slice(-4);
      if (bottom === undefined) return { box: null, mended: null };
      const box = { x: left, y: top, w: right - left + 1, h: bottom - top + 1 };
      return { box, mended: MENDED_MASK };
    }
    default:
      return { box: null, mended: null };
  }
}

/**
 * The annotations of a task as CVAT backs it up: shapes and tracks by the numbers of their frames, whose names stand
 * in the manifest. Of a track the boxes that a person set are taken, none that were put between them.
 *
 * @param json the parsed `annotations.json`
 * @throws Error if it is no such file
 */
export function readCvatBackup(
  json: unknown,
  pictures: readonly Picture[],
  file: string,
  into: BoxFileBuilder,
): void {
  const parsed = jobs.safeParse(json);
  if (!parsed.success) throw new Error(`${file} holds no annotations of a CVAT task.`);
  const take = (said: Shape, label: string, ofTrack: Shape['attributes'] = []) => {
    const picture = pictures[said.frame];
    if (picture === undefined) {
      into.refuse({ file, image: ofNone }, `Frame ${said.frame} has no picture in the manifest.`);
      return;
    }
    const image = picture.name;
    into.look({ image, file });
    const { box, mended } = boxOf(said);
    if (box === null) {
      into.leave({ file, image }, `${image}: a ${said.type} of ${label} has no box.`);
      return;
    }
    const all = [...ofTrack, ...said.attributes].map(({ name, value }) => [name, String(value)]);
    into.add(
      boxRecord({
        image,
        className: label,
        ...box,
        unit: 'pixel',
        imageWidth: picture.width,
        imageHeight: picture.height,
        individual: individualIn(Object.fromEntries(all) as Record<string, string>),
        file,
        mended,
      }),
    );
  };
  const unreadable = () =>
    into.refuse({ file, image: ofAny }, 'A shape without type, points or frame.');
  for (const job of parsed.data) {
    for (const entry of job.shapes) {
      const read = labelled.safeParse(entry);
      if (read.success) take(read.data, read.data.label);
      else unreadable();
    }
    for (const entry of job.tracks) {
      const read = track.safeParse(entry);
      if (!read.success) unreadable();
      else
        for (const each of read.data.shapes)
          if (!each.outside) take(each, read.data.label, read.data.attributes);
    }
    if (job.tags.length > 0)
      into.leave(
        { file, image: ofNone },
        `${job.tags.length} tags of whole pictures are not read.`,
      );
  }
}
