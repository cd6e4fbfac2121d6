import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import type { Rectangle } from '#terms/geometry.ts';
import { ofNone, type BoxFileBuilder } from './box-file.ts';
import { boxRoundTurned, mendedTurn } from './hull.ts';
import { individualIn } from './individual-in.ts';
import { parseNumber } from './parse-number.ts';

const vocObject = z.object({
  name: z.string().min(1),
  confidence: z.string().optional(),
  individual: z.string().optional(),
  bndbox: z
    .object({ xmin: z.string(), ymin: z.string(), xmax: z.string(), ymax: z.string() })
    .optional(),
  /** A turned box as roLabelImg writes it: middle, size, and the angle in radians. */
  robndbox: z
    .object({ cx: z.string(), cy: z.string(), w: z.string(), h: z.string(), angle: z.string() })
    .optional(),
  attributes: z
    .object({
      attribute: z
        .array(z.object({ name: z.string(), value: z.coerce.string().default('') }))
        .default([]),
    })
    .optional()
    .catch(undefined),
});
const vocFile = z.object({
  annotation: z.object({
    folder: z.string().optional().catch(undefined),
    filename: z.string().min(1),
    path: z.string().optional().catch(undefined),
    size: z.object({ width: z.string(), height: z.string() }).optional().catch(undefined),
    object: z.array(z.unknown()).default([]),
  }),
});

const parser = new XMLParser({
  isArray: (name) => name === 'object' || name === 'attribute',
  parseTagValue: false,
  trimValues: false,
  processEntities: true,
});

/**
 * The names that a file has for its picture, beside the file's name: its full path, the place of the XML, which mirrors
 * that of the picture, and its folder.
 */
function namesOf(file: string, filename: string, path?: string, folder?: string): string[] {
  const name = filename.split(/[\\/]/).at(-1) ?? filename;
  const above = file.split('/').slice(0, -1);
  const names = [
    path?.trim() ?? '',
    [...above, name].join('/'),
    folder === undefined || folder.trim() === '' ? '' : `${folder.trim()}/${name}`,
  ];
  // labelImg writes `Unknown` where it does not know.
  return [...new Set(names)].filter((one) => /[\\/]/.test(one) && one !== filename);
}

/**
 * One Pascal VOC file. Corners are pixels counted from 1 with both ends inside the box, so a box
 * from 1 to 10 is ten pixels wide and begins at 0.
 *
 * @param file its path below the folder that was chosen, `/` between parts.
 */
export function parseVoc(text: string, file: string, into: BoxFileBuilder): void {
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    into.refuse(
      { file, line: valid.err.line, image: ofNone },
      `Not well-formed XML: ${valid.err.msg}`,
    );
    return;
  }
  const parsed = vocFile.safeParse(parser.parse(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    into.refuse(
      { file, image: ofNone },
      `Not a Pascal VOC file: ${issue.path.join('.')}: ${issue.message}.`,
    );
    return;
  }
  const { filename, path, folder, size, object } = parsed.data.annotation;
  // Two files of one name are two pictures: the file's own place tells them apart.
  const also = namesOf(file, filename, path, folder);
  const [image, ...alsoNamed] = also.length === 0 ? [filename] : also;
  into.look({ image, alsoNamed, file });
  const where = { file, image };
  object.forEach((entry, index) => {
    const read = vocObject.safeParse(entry);
    if (!read.success) {
      const [issue] = read.error.issues;
      into.refuse(where, `object ${index + 1}: ${issue.path.join('.')}: ${issue.message}.`);
      return;
    }
    const { name, confidence, individual } = read.data;
    const attributes = Object.fromEntries(
      (read.data.attributes?.attribute ?? []).map((one) => [one.name.trim(), one.value]),
    );
    const drawn = boxOf(read.data, parseNumber(attributes.rotation ?? '')?.value ?? 0);
    const score = confidence === undefined ? null : parseNumber(confidence);
    if (drawn === null || (confidence !== undefined && score === null)) {
      into.refuse(where, `object ${index + 1}: a corner or the confidence is not a number.`);
      return;
    }
    into.add({
      ...drawn.box,
      image,
      alsoNamed,
      className: name,
      unit: 'pixel',
      imageWidth: pixels(size?.width),
      imageHeight: pixels(size?.height),
      confidence: score?.value ?? null,
      individual: individual ?? individualIn(attributes),
      file,
      line: null,
      mended: drawn.mended,
    });
  });
}

/** Null where it is not said; tools that do not know the size write 0. */
const pixels = (text: string | undefined) => {
  const value = text === undefined ? 0 : (parseNumber(text)?.value ?? 0);
  return value > 0 ? value : null;
};

function boxOf(
  { bndbox, robndbox }: z.infer<typeof vocObject>,
  rotation: number,
): { box: Rectangle; mended: string | null } | null {
  if (bndbox !== undefined) {
    const corners = [bndbox.xmin, bndbox.ymin, bndbox.xmax, bndbox.ymax].map(parseNumber);
    if (corners.some((corner) => corner === null)) return null;
    const [xmin, ymin, xmax, ymax] = corners.map((corner) => corner?.value ?? Number.NaN);
    const box = { x: xmin - 1, y: ymin - 1, w: xmax - xmin + 1, h: ymax - ymin + 1 };
    if (rotation % 180 !== 0)
      return { box: boxRoundTurned(box, rotation), mended: mendedTurn(rotation) };
    const comma = corners.some((corner) => corner?.mended);
    return { box, mended: comma ? 'Decimal commas read as points.' : null };
  }
  if (robndbox === undefined) return null;
  const { cx, cy, w, h, angle } = robndbox;
  const numbers = [cx, cy, w, h, angle].map((text) => parseNumber(text)?.value ?? Number.NaN);
  if (numbers.some(Number.isNaN)) return null;
  const [x, y, width, height, radians] = numbers;
  const degrees = (radians * 180) / Math.PI;
  const box = { x: x - width / 2, y: y - height / 2, w: width, h: height };
  return { box: boxRoundTurned(box, degrees), mended: mendedTurn(degrees) };
}
