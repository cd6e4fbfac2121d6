import { z } from 'zod';
import type { Rectangle } from '#terms/geometry.ts';
import type { ReportBuilder } from '../report.ts';
import { BoxFileBuilder } from './box-file.ts';
import type { BoxFile } from './box-record.ts';
import { attributesIn, boxRecord } from './foreign-box.ts';
import { boxRound, MENDED_POLYGON } from './hull.ts';
import { individualIn } from './individual-in.ts';
import { boxRoundEllipse, MENDED_ELLIPSE, MENDED_MASK } from './other-shapes.ts';

const labelled = z.object({
  shapes: z.array(z.unknown()),
  imagePath: z.string().min(1),
  imageWidth: z.number().positive().nullish(),
  imageHeight: z.number().positive().nullish(),
});
const shape = z.object({
  label: z.string(),
  points: z.array(z.tuple([z.number(), z.number()])),
  shape_type: z.string().default('polygon'),
  score: z.number().min(0).max(1).nullish().catch(null),
  attributes: z.unknown().optional(),
});
type Shape = z.infer<typeof shape>;

export const isLabelme = (json: unknown): boolean => labelled.safeParse(json).success;

type Drawn = { box: Rectangle | null; mended: string | null };

/** The box of each kind of shape that has one. */
const boxOfKind: Readonly<Record<string, (points: Shape['points']) => Drawn>> = {
  rectangle: (points) => ({ box: boxRound(points), mended: null }),
  mask: (points) => ({ box: boxRound(points), mended: MENDED_MASK }),
  polygon: (points) => ({ box: boxRound(points), mended: MENDED_POLYGON }),
  rotation: (points) => ({ box: boxRound(points), mended: MENDED_POLYGON }),
  linestrip: (points) => ({ box: boxRound(points), mended: MENDED_POLYGON }),
  /** Its middle and a point of its edge. */
  circle: ([middle, edge]) => {
    if (middle === undefined || edge === undefined) return { box: null, mended: null };
    const [cx, cy] = middle;
    const r = Math.hypot(edge[0] - cx, edge[1] - cy);
    return { box: boxRoundEllipse({ cx, cy, rx: r, ry: r }), mended: MENDED_ELLIPSE };
  },
};

/**
 * The file of one picture as labelme, and X-AnyLabeling after it, writes it: shapes by their points in pixels.
 * Outlines and circles become the box round them. Whoever saves the file has looked at the picture.
 *
 * @param json the parsed file
 * @throws Error if it is no such file
 */
export function readLabelme(json: unknown, file: string, report: ReportBuilder): BoxFile {
  const parsed = labelled.safeParse(json);
  if (!parsed.success) throw new Error(`${file} has no "shapes" and "imagePath" of labelme.`);
  const { shapes, imageWidth, imageHeight } = parsed.data;
  // It is written from where the file lies, on whichever system.
  const image = parsed.data.imagePath.replaceAll('\\', '/').replace(/^(?:\.{1,2}\/)+/, '');
  const into = new BoxFileBuilder(report);
  into.look({ image, file });
  shapes.forEach((entry, index) => {
    const read = shape.safeParse(entry);
    if (!read.success) {
      into.refuse({ file, image }, `shapes[${index}] has no label or no points.`);
      return;
    }
    const { label, points, shape_type: kind, score, attributes } = read.data;
    const { box, mended } = boxOfKind[kind]?.(points) ?? { box: null, mended: null };
    if (box === null) {
      into.leave({ file, image }, `shapes[${index}]: a ${kind} has no box.`);
      return;
    }
    into.add(
      boxRecord({
        image,
        className: label,
        ...box,
        unit: 'pixel',
        imageWidth: imageWidth ?? null,
        imageHeight: imageHeight ?? null,
        confidence: score ?? null,
        individual: individualIn(attributesIn(attributes)),
        file,
        mended,
      }),
    );
  });
  return into.finish();
}
