import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import type { Rectangle } from '#terms/geometry.ts';
import type { ReportBuilder } from '../report.ts';
import { BoxFileBuilder, ofNone } from './box-file.ts';
import type { BoxFile } from './box-record.ts';
import { boxRecord } from './foreign-box.ts';
import { boxRound, boxRoundTurned, MENDED_POLYGON, mendedTurn } from './hull.ts';
import { individualIn } from './individual-in.ts';
import { boxRoundEllipse, MENDED_ELLIPSE, MENDED_MASK } from './other-shapes.ts';

const kinds = ['box', 'polygon', 'polyline', 'points', 'ellipse', 'mask', 'cuboid'] as const;
type Kind = (typeof kinds)[number];
const many = new Set<string>([...kinds, 'image', 'track', 'attribute', 'skeleton', 'tag']);

const parser = new XMLParser({
  isArray: (name, _path, _isLeaf, isAttribute) => isAttribute !== true && many.has(name),
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: true,
});

const number = z.coerce.number();
const attribute = z
  .array(z.object({ name: z.string(), '#text': z.string().default('') }))
  .default([]);
const shape = z.looseObject({ label: z.string().optional(), attribute });
type Shape = z.infer<typeof shape>;
const list = z.array(shape).default([]);
const shapesByKind = {
  box: list,
  polygon: list,
  polyline: list,
  points: list,
  ellipse: list,
  mask: list,
  cuboid: list,
  skeleton: z.array(z.unknown()).default([]),
  tag: z.array(z.unknown()).default([]),
};
const size = { width: number.optional(), height: number.optional() };
const image = z.object({ name: z.string().min(1), ...size, ...shapesByKind });
const track = z.object({ label: z.string(), ...shapesByKind });
const annotations = z.object({
  annotations: z.object({
    image: z.array(image).default([]),
    track: z.array(track).default([]),
    meta: z.unknown().optional(),
  }),
});

/** Whether the beginning of a file is that of CVAT's XML. */
export const isCvatXml = (text: string): boolean => /<annotations[\s>]/.test(text.slice(0, 2000));

const boxRoundPoints = (text: string) =>
  boxRound(
    text.split(';').map((pair) => {
      const [x = Number.NaN, y = Number.NaN] = pair.split(',').map(Number);
      return [x, y] as const;
    }),
  );

const corners = z.object({ xtl: number, ytl: number, xbr: number, ybr: number });
const ellipse = z.object({ cx: number, cy: number, rx: number, ry: number });
const mask = z.object({ left: number, top: number, width: number, height: number });
const outline = z.object({ points: z.string() });
const turned = z.object({ rotation: number.default(0) });

const boxOfKind: Partial<
  Record<Kind, (said: Shape) => { box: Rectangle | null; mended: string | null }>
> = {
  box: (said) => {
    const { xtl, ytl, xbr, ybr } = corners.parse(said);
    const { rotation } = turned.parse(said);
    const box = { x: xtl, y: ytl, w: xbr - xtl, h: ybr - ytl };
    return rotation === 0
      ? { box, mended: null }
      : { box: boxRoundTurned(box, rotation), mended: mendedTurn(rotation) };
  },
  ellipse: (said) => {
    const { rotation } = turned.parse(said);
    return { box: boxRoundEllipse(ellipse.parse(said), rotation), mended: MENDED_ELLIPSE };
  },
  mask: (said) => {
    const { left, top, width, height } = mask.parse(said);
    return { box: { x: left, y: top, w: width, h: height }, mended: MENDED_MASK };
  },
  polygon: (said) => ({
    box: boxRoundPoints(outline.parse(said).points),
    mended: MENDED_POLYGON,
  }),
  polyline: (said) => ({
    box: boxRoundPoints(outline.parse(said).points),
    mended: MENDED_POLYGON,
  }),
};

/** A shape of a picture, or what is wrong with it. */
function boxOf(kind: Kind, said: Shape) {
  try {
    const made = boxOfKind[kind]?.(said);
    return made?.box === null || made === undefined ? null : { ...made, box: made.box };
  } catch {
    return null;
  }
}

interface Frame {
  name: string;
  width: number | null;
  height: number | null;
}

function takeShapes(
  all: z.infer<typeof image> | z.infer<typeof track>,
  frameOf: (said: Shape) => Frame | null,
  label: string | null,
  file: string,
  into: BoxFileBuilder,
): void {
  for (const kind of kinds)
    for (const said of all[kind]) {
      const frame = frameOf(said);
      if (frame === null) continue;
      into.look({ image: frame.name, file });
      const shaped = boxOf(kind, said);
      const className = label ?? said.label ?? '';
      if (shaped === null) {
        into.leave(
          { file, image: frame.name },
          kind === 'points'
            ? `${frame.name}: points of ${className} have no box.`
            : `${frame.name}: a ${kind} of ${className} has no box.`,
        );
        continue;
      }
      const attributes = said.attribute.map(({ name, '#text': text }) => [name, text] as const);
      into.add(
        boxRecord({
          image: frame.name,
          className,
          ...shaped.box,
          unit: 'pixel',
          imageWidth: frame.width,
          imageHeight: frame.height,
          individual: individualIn(Object.fromEntries(attributes)),
          file,
          mended: shaped.mended,
        }),
      );
    }
}

/** What is neither a shape nor read: told once a picture. */
function leaveOthers(
  { name, skeleton, tag }: z.infer<typeof image>,
  file: string,
  into: BoxFileBuilder,
): void {
  const at = { file, image: name };
  if (skeleton.length > 0) into.leave(at, `${name}: a skeleton has no box.`);
  if (tag.length > 0) into.leave(at, `${name}: a tag of the whole picture is not read.`);
}

/**
 * CVAT's XML, version 1.1, of images or of a video or sequence. Lengths are pixels. In the form for images a shape
 * stands in its picture; in the form for videos a track goes from frame to frame, and only boxes that a person
 * set there are taken, no frames between. A task lists pictures that nobody has come to yet, so only one with
 * shapes counts as looked at.
 *
 * @param frames names of the pictures by frame, which the form for videos does not hold
 * @throws Error if it is no such file, or if the frames of its tracks have no names
 */
export function readCvatXml(
  text: string,
  file: string,
  report: ReportBuilder,
  frames: readonly string[] = [],
): BoxFile {
  const valid = XMLValidator.validate(text);
  if (valid !== true)
    throw new Error(`${file} is not well-formed in line ${valid.err.line}: ${valid.err.msg}`);
  const parsed = annotations.safeParse(parser.parse(text));
  if (!parsed.success) throw new Error(`${file} has no annotations of CVAT 1.1.`);
  const { image: images, track: tracks, meta } = parsed.data.annotations;
  if (tracks.length > 0 && frames.length === 0)
    throw new Error(
      `${file} holds tracks, which number their pictures and do not name them. Export it from CVAT as "CVAT for images 1.1", or with the images.`,
    );
  const into = new BoxFileBuilder(report);
  for (const each of images) {
    const frame = { name: each.name, width: each.width ?? null, height: each.height ?? null };
    takeShapes(each, () => frame, null, file, into);
    leaveOthers(each, file, into);
  }
  const { width, height } = originalSize(meta);
  for (const each of tracks) {
    const frameOf = (said: Shape): Frame | null => {
      // Outside means that the animal has left; what is no keyframe was interpolated.
      if (said['outside'] === '1' || said['keyframe'] === '0') return null;
      const at = Number(said['frame']);
      const name = frames[at];
      if (name !== undefined) return { name, width, height };
      into.refuse({ file, image: ofNone }, `Frame ${at} of a track has no picture.`);
      return null;
    };
    takeShapes(each, frameOf, each.label, file, into);
  }
  return into.finish();
}

/** Pixels of a sequence's pictures, which stand in its head. */
function originalSize(meta: unknown): { width: number | null; height: number | null } {
  const sized = z.object({ original_size: z.object({ width: number, height: number }) });
  const read = z
    .union([
      z.object({ task: sized }).transform(({ task }) => task),
      z.object({ job: sized }).transform(({ job }) => job),
      sized,
    ])
    .safeParse(meta);
  return read.success ? read.data.original_size : { width: null, height: null };
}
