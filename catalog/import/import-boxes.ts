/** Boxes of another tool brought into the catalogue: read, planned, and stored whole or not at all. */
import { existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import {
  boxFormat,
  boxFormats,
  boxFormatWords,
  boxSources,
  type BoxFormat,
} from '#terms/imports/boxes.ts';
import { isWholePhoto } from '#terms/geometry.ts';
import type { ImportReport } from '#terms/imports/report.ts';
import { isPlace } from '../boxes/box-kinds.ts';
import { boxClassId } from '../boxes/box-classes.ts';
import { insertBox } from '../boxes/insert-box.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import type { BoxFile } from '../formats/boxes/box-record.ts';
import { PhotoFinder } from '../formats/boxes/photo-finder.ts';
import { planBoxes, type BoxPlan, type ExistingBox } from '../formats/boxes/plan-boxes.ts';
import { readBoxCsv } from '../formats/boxes/read-box-csv.ts';
import { readCoco } from '../formats/boxes/read-coco.ts';
import { readVoc } from '../formats/boxes/read-voc.ts';
import { readYolo } from '../formats/boxes/read-yolo.ts';
import { decodeText } from '../formats/decode-text.ts';
import { mostTableBytes, readWhole } from '../formats/read-file.ts';
import { ReportBuilder } from '../formats/report.ts';
import { boxClasses } from '../queries/boxes.ts';
import { mergedInto } from '../queries/merged-into.ts';
import { knownPhotos } from './catalogue-context.ts';
import { nameByImport } from './name-by-import.ts';

interface BoxImport {
  format: BoxFormat;
  plan: BoxPlan;
  report: ImportReport;
}

/**
 * Which format a file or folder is in: by its ending, or by what lies in the folder.
 * @throws CatalogueError `not-found`, or `bad-input` that says what was looked for
 */
async function boxFormatOf(path: string): Promise<BoxFormat> {
  if (!existsSync(path))
    throw new CatalogueError(
      'not-found',
      `${path} is not there. Choose the file or folder of the boxes.`,
      {
        path,
      },
    );
  const names = statSync(path).isDirectory() ? await readdir(path, { recursive: true }) : null;
  const ending = extname(path).slice(1).toLowerCase();
  const found = boxFormat.options.find((format) => {
    const { endings, marker } = boxFormatWords[format];
    return names === null
      ? endings?.includes(ending) === true
      : marker !== undefined && names.some((name) => marker.test(name));
  });
  if (found !== undefined) return found;
  throw new CatalogueError('bad-input', `${path} holds no boxes that are known: ${boxSources}.`, {
    path,
  });
}

type Reader = (path: string, report: ReportBuilder) => Promise<BoxFile>;

const readers: Record<BoxFormat, Reader> = {
  yolo: readYolo,
  voc: readVoc,
  coco: async (path, report) =>
    readCoco(decodeText(await readWhole(path, mostTableBytes)).text, basename(path), report),
  csv: async (path, report) =>
    readBoxCsv(await readWhole(path, mostTableBytes), basename(path), report),
};

async function read(path: string, format: BoxFormat, report: ReportBuilder): Promise<BoxFile> {
  try {
    return await readers[format](path, report);
  } catch (cause) {
    throw new CatalogueError(
      'bad-input',
      `${path} cannot be read as ${boxFormats[format].title} boxes: ${(cause as Error).message}`,
      { path, format },
      { cause },
    );
  }
}

/**
 * Reads and plans without storing anything.
 * @param path a file, or a folder of YOLO or VOC labels
 * @throws CatalogueError `bad-input` for a path that is not there or is no such format
 */
export async function planBoxImport(
  catalogue: Catalogue,
  path: string,
  format?: BoxFormat,
  { ignoreFolders = false }: { ignoreFolders?: boolean } = {},
): Promise<BoxImport> {
  const chosen = format ?? (await boxFormatOf(path));
  if (!existsSync(path)) await boxFormatOf(path);
  const builder = new ReportBuilder();
  const source = await read(path, chosen, builder);
  const plan = planBoxes(
    source,
    {
      photos: new PhotoFinder(knownPhotos(catalogue), { ignoreFolders }),
      classNames: boxClasses(catalogue).map(({ name }) => name),
      existing: (photoId) => existingBoxes(catalogue, photoId),
    },
    builder,
  );
  // A photo with detections to check is not checked, whatever tool wrote its file.
  const open = new Set(
    plan.boxes.filter(({ confidence }) => confidence !== null).map(({ photoId }) => photoId),
  );
  const checkedPhotoIds = plan.checkedPhotoIds.filter((id) => !open.has(id));
  return { format: chosen, plan: { ...plan, checkedPhotoIds }, report: builder.finish() };
}

const existingBoxes = (catalogue: Catalogue, photoId: number) =>
  catalogue.all<ExistingBox>(
    `WITH RECURSIVE ${mergedInto}
     SELECT b.id, b.x, b.y, b.w, b.h, c.name AS className, i.code FROM boxes b
     JOIN box_classes c ON c.id = b.class_id
     LEFT JOIN box_identity w ON w.box_id = b.id
     LEFT JOIN merged m ON m.id = w.individual_id
     LEFT JOIN individuals i ON i.id = m.into_id
     WHERE b.photo_id = ? AND b.deleted_at IS NULL AND ${isPlace('b')}`,
    photoId,
  );

/**
 * Stores a plan in one transaction. A box with a confidence stays a proposal until a person judges it; a name becomes a
 * decision of origin `import`.
 */
export function storeBoxImport(
  catalogue: Catalogue,
  { boxes, names, checkedPhotoIds }: BoxPlan,
  reviewerId: number | null,
  now: number,
): void {
  catalogue.transaction(() => {
    for (const { photoId, className, x, y, w, h, confidence, individual, file, line } of boxes) {
      const boxId = insertBox(
        catalogue,
        {
          photoId,
          classId: boxClassId(catalogue, className),
          x,
          y,
          w,
          h,
          // A tool that boxed all of a picture says that the picture is the animal.
          kind: confidence === null && isWholePhoto({ x, y, w, h }) ? 'cut-out' : 'place',
          source: 'import',
          state: confidence === null ? 'accepted' : 'proposed',
          confidence,
          reviewerId,
        },
        now,
      );
      if (individual !== null) nameByImport(catalogue, boxId, individual, noteOf(file, line), now);
    }
    for (const { boxId, individual, file, line } of names)
      nameByImport(catalogue, boxId, individual, noteOf(file, line), now);
    for (const photoId of checkedPhotoIds)
      catalogue.run(
        `UPDATE photos SET checked_at = ?, checked_by = ? WHERE id = ? AND checked_at IS NULL`,
        now,
        reviewerId,
        photoId,
      );
  });
}

const noteOf = (file: string, line: number | null) =>
  line === null ? file : `${file}, line ${line}`;
