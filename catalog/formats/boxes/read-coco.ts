import { z } from 'zod';
import type { ReportBuilder } from '../report.ts';
import type { BoxFile, BoxRecord, CheckedImage } from './box-record.ts';

const identifier = z.union([z.number(), z.string()]);
const cocoFile = z.object({
  images: z.array(z.unknown()),
  annotations: z.array(z.unknown()),
  categories: z.array(z.object({ id: identifier, name: z.string() })),
});
const cocoImage = z.object({
  id: identifier,
  file_name: z.string().min(1),
  width: z.number().positive().optional(),
  height: z.number().positive().optional(),
});
const cocoAnnotation = z.object({
  image_id: identifier,
  category_id: identifier,
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  score: z.number().min(0).max(1).optional(),
  attributes: z.object({ individual: z.string().optional() }).optional(),
});

const firstIssue = (error: z.ZodError) => {
  const [issue] = error.issues;
  return `${issue.path.join('.') || 'entry'}: ${issue.message}`;
};

/**
 * COCO detection JSON: `bbox` is `[x, y, w, h]` in pixels from the top left. An annotation with a
 * `score` is a proposal. Wrong entries are refused by their position; the others count.
 *
 * @throws Error if the text is not JSON or lacks images, annotations or categories.
 */
export function readCoco(text: string, file: string, report: ReportBuilder): BoxFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(
      `${file} is not JSON (${error instanceof Error ? error.message : String(error)}). Export it again from the tool that wrote it.`,
      { cause: error },
    );
  }
  const parsed = cocoFile.safeParse(json);
  if (!parsed.success) {
    throw new Error(`${file} is not COCO detection JSON: ${firstIssue(parsed.error)}.`);
  }
  const classes = new Map(parsed.data.categories.map(({ id, name }) => [id, name]));
  const images = new Map<number | string, z.infer<typeof cocoImage>>();
  const checked: CheckedImage[] = [];
  parsed.data.images.forEach((entry, index) => {
    const image = cocoImage.safeParse(entry);
    if (!image.success) {
      report.refuse(file, null, `images[${index}]: ${firstIssue(image.error)}.`);
      return;
    }
    images.set(image.data.id, image.data);
    checked.push({ image: image.data.file_name, file });
  });

  const boxes: BoxRecord[] = [];
  parsed.data.annotations.forEach((entry, index) => {
    const place = `annotations[${index}]`;
    const annotation = cocoAnnotation.safeParse(entry);
    if (!annotation.success) {
      report.refuse(file, null, `${place}: ${firstIssue(annotation.error)}.`);
      return;
    }
    const { image_id, category_id, bbox, score, attributes } = annotation.data;
    const image = images.get(image_id);
    if (image === undefined) {
      report.refuse(file, null, `${place} is of image ${image_id}, which the file does not list.`);
      return;
    }
    const className = classes.get(category_id);
    if (className === undefined) {
      report.refuse(
        file,
        null,
        `${place} has category ${category_id}, which the file does not name.`,
      );
      return;
    }
    const [x, y, w, h] = bbox;
    boxes.push({
      image: image.file_name,
      className,
      x,
      y,
      w,
      h,
      unit: 'pixel',
      imageWidth: image.width ?? null,
      imageHeight: image.height ?? null,
      confidence: score ?? null,
      individual: attributes?.individual ?? null,
      file,
      line: null,
      mended: null,
    });
  });
  return { boxes, checked };
}
