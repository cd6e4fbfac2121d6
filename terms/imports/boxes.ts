import { z } from 'zod';
import { archiveEnding, tableEndings, workbookEndings } from '../files/endings.ts';
import { idsOf } from '../tables.ts';
import { listed } from '../listed.ts';
import { importExample } from './example.ts';
import { importReport } from './report.ts';

/** Boxes as other tools write them, and what a person chooses, as a part of a sentence. */
export const boxFormats = {
  yolo: { title: 'YOLO', comesAs: 'a folder of labels' },
  coco: { title: 'COCO', comesAs: 'a .json file' },
  voc: { title: 'Pascal VOC', comesAs: 'a folder with .xml files' },
  csv: { title: 'CSV', comesAs: 'a table of image, x1, y1, x2, y2 and class' },
  megadetector: { title: 'MegaDetector', comesAs: 'its results as .json' },
  labelme: { title: 'labelme', comesAs: 'a folder with a .json file for each photo' },
  cvat: { title: 'CVAT', comesAs: 'its .xml or .zip' },
  via: { title: 'VIA', comesAs: 'a project or annotations as .json or .csv' },
  labelstudio: { title: 'Label Studio', comesAs: 'an export as .json' },
} as const satisfies Record<string, { title: string; comesAs: string }>;

export type BoxFormat = keyof typeof boxFormats;
export const boxFormat = z.enum(idsOf(boxFormats));

/** How the files among them end; a zip holds any of them, and the others are folders. */
export const boxFileEndings: readonly string[] = [
  'json',
  'xml',
  archiveEnding,
  ...tableEndings,
  ...workbookEndings,
];

/** `YOLO, COCO, …, or Label Studio`. */
export const boxTitles = listed(
  Object.values(boxFormats).map(({ title }) => title),
  ', or ',
);

const sources = Object.values(boxFormats).map(({ comesAs, title }) => `${comesAs} (${title})`);
/** Everything that boxes can come from: `a folder of labels (YOLO), …, or an export as .json (Label Studio)`. */
export const boxSources = listed(sources, ', or ');

/** What an error says of classes that a file numbers and does not name; blank for boxes that it gives none. */
export const classesToName = z.object({ unnamedClasses: z.array(z.string()) });

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
  /** Of what goes in. */
  examples: z.array(importExample),
});
export type BoxImportReport = z.infer<typeof boxImportReport>;
