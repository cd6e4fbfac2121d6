import { boxCsv } from '../formats/boxes/write-box-csv.ts';
import { writeCoco } from '../formats/boxes/write-coco.ts';
import { writeVoc } from '../formats/boxes/write-voc.ts';
import { writeYolo } from '../formats/boxes/write-yolo.ts';
import type { WrittenFile, WrittenPhoto } from '../formats/boxes/written-photo.ts';
import { boxedPhotos, classNamesInUse, type PhotoNaming } from './boxed-photos.ts';
import type { Exporter, ExportRun, OutFile } from './exporter.ts';
import { copyOf } from './photo-copy.ts';

type Write = (
  photos: () => Iterable<WrittenPhoto>,
  classNames: readonly string[],
) => Iterable<WrittenFile>;

/** A format of boxes as an export: counts on the first pass over the photos, copies on the last. */
function boxExporter(
  times: number,
  naming: PhotoNaming,
  write: Write,
  imagePath: (photo: WrittenPhoto) => string,
): Exporter {
  return {
    walks: { over: 'photos', times },
    files: async function* (run): AsyncGenerator<OutFile> {
      const classNames = classNamesInUse(run);
      const { withPhotos } = run.options;
      // What is written about a picture and the picture itself go by one name.
      const named = naming === 'written' && withPhotos ? 'path' : naming;
      let first = true;
      const photos = () => {
        const pass = boxedPhotos(run, classNames, { counting: first, naming: named });
        if (first) run.firstPass = pass;
        first = false;
        return pass;
      };
      yield* write(photos, classNames);
      if (withPhotos && !run.isPreview) yield* copies(run, classNames, named, imagePath);
    },
  };
}

async function* copies(
  run: ExportRun,
  classNames: readonly string[],
  naming: PhotoNaming,
  imagePath: (photo: WrittenPhoto) => string,
): AsyncGenerator<OutFile> {
  for (const photo of boxedPhotos(run, classNames, { counting: false, naming })) {
    const copy = await copyOf(run, photo.photoId, imagePath(photo));
    if (copy !== null) yield copy;
  }
}

export const yolo = boxExporter(
  1,
  'stem',
  (photos, classNames) => writeYolo(photos(), classNames),
  ({ split, imagePath }) => `images/${split}/${imagePath}`,
);
export const coco = boxExporter(4, 'written', writeCoco, ({ imagePath }) => `images/${imagePath}`);
export const voc = boxExporter(3, 'stem', writeVoc, ({ imagePath }) => `JPEGImages/${imagePath}`);

export const boxesTable: Exporter = {
  walks: { over: 'photos', times: 1 },
  files: (run) => {
    const classNames = classNamesInUse(run);
    const photos = boxedPhotos(run, classNames, { counting: true, naming: 'written' });
    run.firstPass = photos;
    return [{ path: '', chunks: boxCsv(photos, classNames) }];
  },
};
