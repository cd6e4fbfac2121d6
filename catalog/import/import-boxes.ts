/** Boxes of another tool brought into the catalogue: read, planned, and stored whole or not at all. */
import { boxFormats, boxSources, type BoxFormat } from '#terms/imports/boxes.ts';
import { listed } from '#terms/listed.ts';
import { isWholePhoto } from '#terms/geometry.ts';
import type { ImportReport } from '#terms/imports/report.ts';
import { isPlace } from '../boxes/box-kinds.ts';
import { boxClassId } from '../boxes/box-classes.ts';
import { insertBox } from '../boxes/insert-box.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { withClasses } from '../formats/boxes/name-classes.ts';
import { PhotoFinder } from '../formats/boxes/photo-finder.ts';
import { planBoxes, type BoxPlan, type ExistingBox } from '../formats/boxes/plan-boxes.ts';
import { ReportBuilder } from '../formats/report.ts';
import { boxClasses } from '../queries/boxes.ts';
import { mergedInto } from '../queries/merged-into.ts';
import { knownPhotos } from './catalogue-context.ts';
import { nameByImport } from './name-by-import.ts';
import { isThere, readBoxes } from './read-boxes.ts';

interface BoxImportOptions {
  ignoreFolders?: boolean;
  /** What the classes of the file are here, by what it calls or numbers them; blank for boxes that it gives none. */
  classes?: Readonly<Record<string, string>>;
}

interface BoxImport {
  format: BoxFormat;
  plan: BoxPlan;
  report: ImportReport;
}

/** Reads what is there, and what its numbers of classes stand for. */
async function read(
  path: string,
  asked: BoxFormat | undefined,
  classes: ReadonlyMap<string, string>,
  report: ReportBuilder,
) {
  if (!isThere(path))
    throw new CatalogueError(
      'not-found',
      `${path} is not there. Choose the file or folder of the boxes.`,
      { path },
    );
  let found;
  try {
    found = await readBoxes(path, asked, report);
  } catch (cause) {
    const as = asked === undefined ? 'boxes' : `${boxFormats[asked].title} boxes`;
    throw new CatalogueError(
      'bad-input',
      `${path} cannot be read as ${as}: ${(cause as Error).message}`,
      { path },
      { cause },
    );
  }
  if (found === null)
    throw new CatalogueError('bad-input', `${path} holds no boxes that are known: ${boxSources}.`, {
      path,
    });
  const { source, unnamed } = withClasses(found.source, classes);
  if (unnamed.length === 0) return { ...found, source };
  const first = unnamed[0] === '' ? '' : `${unnamed[0]}=`;
  throw new CatalogueError(
    'bad-input',
    unnamed[0] === ''
      ? `${path} does not say what its boxes hold. Say the class of them.`
      : `${path} numbers its classes (${listed(unnamed, ' and ')}) and does not name them. Say what each is, such as ${first}dorsal fin.`,
    { path, unnamedClasses: unnamed },
  );
}

/**
 * Reads and plans without storing anything.
 * @param path a file, a folder of labels, or a zip of them
 * @throws CatalogueError `bad-input` for a path that is not there or is no such format
 */
export async function planBoxImport(
  catalogue: Catalogue,
  path: string,
  asked?: BoxFormat,
  { ignoreFolders = false, classes = {} }: BoxImportOptions = {},
): Promise<BoxImport> {
  const builder = new ReportBuilder();
  const { format, source } = await read(path, asked, new Map(Object.entries(classes)), builder);
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
  return { format, plan: { ...plan, checkedPhotoIds }, report: builder.finish() };
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
