import { z } from 'zod';
import { tableEndings } from '../files/endings.ts';
import { idsOf } from '../tables.ts';
import { listed } from '../listed.ts';
import { importReport } from './report.ts';

interface BoxFormatWords {
  title: string;
  /** What a person chooses, as a part of a sentence. */
  comesAs: string;
  /** Endings of the one file that it is. */
  endings?: readonly string[];
  /** What the path of a file looks like that tells a folder of it. */
  marker?: RegExp;
}

/** Boxes as other tools write them, and how each is known. */
export const boxFormats = {
  yolo: {
    title: 'YOLO',
    comesAs: 'a folder with data.yaml',
    marker: /(?:^|[/\\])(?:(?:data|dataset)\.ya?ml|classes\.txt|obj\.(?:names|data))$/i,
  },
  coco: { title: 'COCO', comesAs: 'a .json file', endings: ['json'] },
  voc: { title: 'Pascal VOC', comesAs: 'a folder with .xml files', marker: /\.xml$/i },
  csv: {
    title: 'CSV',
    comesAs: 'a table of image, x1, y1, x2, y2 and class',
    endings: tableEndings,
  },
} as const satisfies Record<string, BoxFormatWords>;

export type BoxFormat = keyof typeof boxFormats;
export const boxFormat = z.enum(idsOf(boxFormats));

/** The formats with their words, for whoever looks whether a file or folder is one of them. */
export const boxFormatWords: Readonly<Record<BoxFormat, BoxFormatWords>> = boxFormats;

/** Endings of the files among the formats; the others are folders. */
export const boxFileEndings: readonly string[] = Object.values(boxFormatWords).flatMap(
  ({ endings = [] }) => endings,
);

const sources = Object.values(boxFormats).map(({ comesAs, title }) => `${comesAs} (${title})`);
/** Everything that boxes can come from: `a folder with data.yaml (YOLO), …, or a table of … (CSV)`. */
export const boxSources = listed(sources, ', or ');

/** What became, or would become, of another tool's boxes, row by row. */
export const boxImportReport = importReport.extend({
  format: boxFormat,
  boxes: z.number().int(),
  /** Of them with a confidence: they wait for a person's judgement. */
  proposals: z.number().int(),
  checkedPhotos: z.number().int(),
  /** Named by the file and not marked as checked, because something of them was not taken. */
  doubtedPhotos: z.number().int(),
  /** Fins that get the name of an animal. */
  names: z.number().int(),
  newClasses: z.array(z.string()),
});
export type BoxImportReport = z.infer<typeof boxImportReport>;
