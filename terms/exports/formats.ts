import { z } from 'zod';
import { boxFormats } from '../imports/boxes.ts';
import { idsOf } from '../tables.ts';
import type { ExportOptions, OptionName } from './options.ts';
import {
  photoFilters,
  sightingFilters,
  type FilterField,
  type FilterName,
} from './sighting-filter.ts';

/** Formats by what they are for, in the order in which they are offered. */
export const formatGroups = {
  tables: { title: 'Tables' },
  analysis: { title: 'Capture–recapture' },
  sharing: { title: 'Sharing sightings' },
  pictures: { title: 'Pictures' },
  boxes: { title: 'Boxes for other detectors' },
  whole: { title: 'Moving and keeping' },
} as const;

export interface FormatWords {
  title: string;
  /** One line on who uses it. */
  usedBy: string;
  group: keyof typeof formatGroups;
  /** What is written, after the catalogue's name: a file, or a folder, which some can pack into one file. */
  writes: { file: string } | { folder: string; zip?: string };
  /** What it can be narrowed by. */
  filters: Readonly<Partial<Record<FilterName, FilterField>>>;
  /** The further choices that it reads, in the order in which a screen asks for them. */
  asks: readonly OptionName[];
}

/** Of the formats of boxes that are folders. */
const boxOptions = ['validationShare', 'withPhotos', 'withProposals'] as const;

/** What can be written. What writes each stands in the catalogue's table of exporters. */
export const formats = {
  'sightings-csv': {
    title: 'Sightings (CSV)',
    usedBy: 'For spreadsheets and R: one row for every animal in every encounter.',
    group: 'tables',
    writes: { file: 'sightings.csv' },
    filters: sightingFilters,
    asks: [],
  },
  'individuals-csv': {
    title: 'Individuals (CSV)',
    usedBy: 'For spreadsheets and reports: one row an animal, first and last seen.',
    group: 'tables',
    writes: { file: 'individuals.csv' },
    filters: sightingFilters,
    asks: [],
  },
  'identifications-csv': {
    title: 'Identifications (CSV)',
    usedBy: 'For moving to another catalogue: one row a fin, read back whole by the import.',
    group: 'tables',
    writes: { file: 'identifications.csv' },
    filters: sightingFilters,
    asks: [],
  },
  mark: {
    title: 'MARK',
    usedBy: 'For Program MARK: capture histories as encounter-history records (.inp).',
    group: 'analysis',
    writes: { file: 'MARK.inp' },
    filters: sightingFilters,
    asks: ['occasions', 'groupBy'],
  },
  rmark: {
    title: 'RMark',
    usedBy: 'For RMark in R: capture histories as a text table.',
    group: 'analysis',
    writes: { file: 'RMark.txt' },
    filters: sightingFilters,
    asks: ['occasions'],
  },
  secr: {
    title: 'secr',
    usedBy: 'For secr in R: captures and detectors of spatial capture–recapture.',
    group: 'analysis',
    writes: { folder: 'secr' },
    filters: sightingFilters,
    asks: ['occasions', 'cellMetres'],
  },
  'darwin-core': {
    title: 'Darwin Core Archive',
    usedBy: 'For OBIS and GBIF: occurrences and their photos as a Darwin Core Archive.',
    group: 'sharing',
    writes: { file: 'Darwin Core.zip' },
    filters: sightingFilters,
    asks: [
      'creator',
      'occurrenceStatus',
      'coordinateUncertaintyMetres',
      'scientificNames',
      'mediaUrl',
    ],
  },
  wildbook: {
    title: 'Wildbook',
    usedBy: 'For Wildbook and Flukebook: bulk-import sheets of 200 encounters.',
    group: 'sharing',
    writes: { folder: 'Wildbook' },
    filters: sightingFilters,
    asks: ['submitterId', 'defaultLocationId', 'scientificNames', 'withPhotos'],
  },
  printable: {
    title: 'Printable catalogue',
    usedBy: 'For paper and the boat: one card an animal with its best photo of each side.',
    group: 'pictures',
    writes: { file: 'catalogue.html' },
    filters: sightingFilters,
    asks: [],
  },
  crops: {
    title: 'Pictures by individual',
    usedBy: 'For reports and other matching programs: every fin, by individual, side and date.',
    group: 'pictures',
    writes: { folder: 'crops', zip: 'crops.zip' },
    filters: sightingFilters,
    asks: ['asZip'],
  },
  yolo: {
    title: `${boxFormats.yolo.title} boxes`,
    usedBy: 'For training YOLO detectors elsewhere.',
    group: 'boxes',
    writes: { folder: 'YOLO' },
    filters: photoFilters,
    asks: boxOptions,
  },
  coco: {
    title: `${boxFormats.coco.title} boxes`,
    usedBy: 'For Detectron, MMDetection and annotation tools: COCO JSON.',
    group: 'boxes',
    writes: { folder: 'COCO' },
    filters: photoFilters,
    asks: boxOptions,
  },
  voc: {
    title: `${boxFormats.voc.title} boxes`,
    usedBy: 'For labelImg and older tools: one XML file a photo.',
    group: 'boxes',
    writes: { folder: 'VOC' },
    filters: photoFilters,
    asks: boxOptions,
  },
  'boxes-csv': {
    title: `Boxes (${boxFormats.csv.title})`,
    usedBy: 'For scripts: one row a box, corners in pixels.',
    group: 'boxes',
    writes: { file: 'boxes.csv' },
    filters: photoFilters,
    asks: ['withProposals'],
  },
  networks: {
    title: 'Networks (ONNX)',
    usedBy:
      'For other programs and catalogues: the networks in use as ONNX, with card and weights.',
    group: 'whole',
    writes: { folder: 'networks' },
    filters: {},
    asks: ['modelId'],
  },
  portable: {
    title: 'Whole catalogue',
    usedBy: 'For another machine, a colleague or an archive: everything needed to open it there.',
    group: 'whole',
    writes: { file: 'catalogue.resight.zip' },
    filters: {},
    asks: ['withPhotos'],
  },
} as const satisfies Record<string, FormatWords>;

export type ExportFormat = keyof typeof formats;
export const exportFormat = z.enum(idsOf(formats));

/** The same, for whoever has a format and does not know which. */
export const formatWords: Readonly<Record<ExportFormat, FormatWords>> = formats;

/** What an export is called after the catalogue's name, and whether that is a folder. */
export function targetOf(
  format: ExportFormat,
  { asZip }: Pick<ExportOptions, 'asZip'>,
): { suffix: string; isFolder: boolean } {
  const { writes } = formatWords[format];
  if ('file' in writes) return { suffix: writes.file, isFolder: false };
  return asZip && writes.zip !== undefined
    ? { suffix: writes.zip, isFolder: false }
    : { suffix: writes.folder, isFolder: true };
}

/** `.csv`, or `folder`: what is written unless it is to be packed. */
export function writesWhat(format: ExportFormat): string {
  const { suffix, isFolder } = targetOf(format, { asZip: false });
  return isFolder ? 'folder' : `.${suffix.split('.').at(-1)}`;
}
