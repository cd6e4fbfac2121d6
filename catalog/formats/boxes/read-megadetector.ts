import { z } from 'zod';
import type { ReportBuilder } from '../report.ts';
import { BoxFileBuilder, ofNone } from './box-file.ts';
import type { BoxFile } from './box-record.ts';
import { boxRecord } from './foreign-box.ts';

const results = z.object({
  detection_categories: z.record(z.string(), z.string()),
  images: z.array(z.unknown()),
});
const image = z.object({
  file: z.string().min(1),
  width: z.number().positive().nullish(),
  height: z.number().positive().nullish(),
  detections: z.array(z.unknown()).nullish(),
  failure: z.string().nullish(),
});
const detection = z.object({
  category: z.union([z.string(), z.number()]).transform(String),
  conf: z.number().min(0).max(1),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
});

export const isMegaDetector = (json: unknown): boolean => results.safeParse(json).success;

/**
 * MegaDetector's batch results: `bbox` is `[x, y, w, h]` in fractions of the picture from the top left, and every
 * box has a confidence, so all are proposals. A program looked at the pictures and no person: none counts as
 * checked.
 *
 * @param json the parsed file
 * @throws Error if it lacks categories or images
 */
export function readMegaDetector(json: unknown, file: string, report: ReportBuilder): BoxFile {
  const parsed = results.safeParse(json);
  if (!parsed.success)
    throw new Error(`${file} lacks "detection_categories" or "images" of MegaDetector's results.`);
  const classes = parsed.data.detection_categories;
  const into = new BoxFileBuilder(report);
  parsed.data.images.forEach((entry, index) => {
    const at = image.safeParse(entry);
    if (!at.success) {
      into.refuse({ file, image: ofNone }, `images[${index}] names no file.`);
      return;
    }
    const { file: name, width, height, detections, failure } = at.data;
    if (failure !== null && failure !== undefined)
      into.leave({ file, image: name }, `${name}: MegaDetector could not read it (${failure}).`);
    for (const each of detections ?? []) {
      const found = detection.safeParse(each);
      if (!found.success) {
        into.refuse(
          { file, image: name },
          `${name}: a detection without box, category or confidence.`,
        );
        continue;
      }
      const [x, y, w, h] = found.data.bbox;
      into.add(
        boxRecord({
          image: name,
          className: classes[found.data.category] ?? found.data.category,
          x,
          y,
          w,
          h,
          unit: 'fraction',
          imageWidth: width ?? null,
          imageHeight: height ?? null,
          confidence: found.data.conf,
          file,
        }),
      );
    }
  });
  return into.finish();
}
