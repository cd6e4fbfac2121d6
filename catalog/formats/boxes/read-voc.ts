import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { decodeText } from '../decode-text.ts';
import { mostLabelBytes, readWhole } from '../read-file.ts';
import type { ReportBuilder } from '../report.ts';
import type { BoxFile, BoxRecord } from './box-record.ts';
import { parseNumber } from './parse-number.ts';

const vocFile = z.object({
  annotation: z.object({
    filename: z.string().min(1),
    size: z.object({ width: z.string(), height: z.string() }).optional(),
    object: z
      .array(
        z.object({
          name: z.string().min(1),
          confidence: z.string().optional(),
          individual: z.string().optional(),
          bndbox: z.object({
            xmin: z.string(),
            ymin: z.string(),
            xmax: z.string(),
            ymax: z.string(),
          }),
        }),
      )
      .default([]),
  }),
});

const parser = new XMLParser({
  isArray: (name) => name === 'object',
  parseTagValue: false,
  trimValues: false,
  processEntities: true,
});

/**
 * One Pascal VOC file. Corners are pixels counted from 1 with both ends inside the box, so a box
 * from 1 to 10 is ten pixels wide and begins at 0.
 */
export function parseVoc(text: string, file: string, report: ReportBuilder): BoxFile {
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    report.refuse(file, valid.err.line, `Not well-formed XML: ${valid.err.msg}`);
    return { boxes: [], checked: [] };
  }
  const parsed = vocFile.safeParse(parser.parse(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    report.refuse(file, null, `Not a Pascal VOC file: ${issue.path.join('.')}: ${issue.message}.`);
    return { boxes: [], checked: [] };
  }
  const { filename, size, object } = parsed.data.annotation;
  const boxes: BoxRecord[] = [];
  object.forEach(({ name, bndbox, confidence, individual }, index) => {
    const corners = [bndbox.xmin, bndbox.ymin, bndbox.xmax, bndbox.ymax].map(parseNumber);
    const score = confidence === undefined ? null : parseNumber(confidence);
    if (corners.some((corner) => corner === null) || (confidence !== undefined && score === null)) {
      report.refuse(file, null, `object ${index + 1}: a corner or the confidence is not a number.`);
      return;
    }
    const [xmin, ymin, xmax, ymax] = corners.map((corner) => corner?.value ?? Number.NaN);
    boxes.push({
      image: filename,
      className: name,
      x: xmin - 1,
      y: ymin - 1,
      w: xmax - xmin + 1,
      h: ymax - ymin + 1,
      unit: 'pixel',
      imageWidth: size === undefined ? null : (parseNumber(size.width)?.value ?? null),
      imageHeight: size === undefined ? null : (parseNumber(size.height)?.value ?? null),
      confidence: score?.value ?? null,
      individual: individual ?? null,
      file,
      line: null,
      mended: corners.some((corner) => corner?.mended) ? 'Decimal commas read as points.' : null,
    });
  });
  return { boxes, checked: [{ image: filename, file }] };
}

/**
 * Every `.xml` under a folder as Pascal VOC.
 *
 * @throws Error if there is none.
 */
export async function readVoc(folder: string, report: ReportBuilder): Promise<BoxFile> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.xml$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length === 0) throw new Error(`${folder} has no .xml files of Pascal VOC.`);
  const all: BoxFile = { boxes: [], checked: [] };
  for (const path of files) {
    const name = relative(folder, path).split(sep).join('/');
    const one = parseVoc(decodeText(await readWhole(path, mostLabelBytes)).text, name, report);
    all.boxes.push(...one.boxes);
    all.checked.push(...one.checked);
  }
  return all;
}
