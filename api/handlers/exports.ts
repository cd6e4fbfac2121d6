import { dirname } from 'node:path';
import type { Catalogue } from '#catalog/catalogue.ts';
import { openMoment, type Moment } from '#catalog/moment.ts';
import { exportFacets } from '#catalog/exports/export-facets.ts';
import { exportSource } from '#catalog/exports/export-source.ts';
import { exporters } from '#catalog/exports/exporters.ts';
import { defaultOptions } from '#catalog/exports/export-options.ts';
import { previewExport } from '#catalog/exports/preview-export.ts';
import { listJobs } from '#catalog/queries/jobs.ts';
import {
  exportFormat,
  exportTitles,
  type ExportFormat,
  type ExportFormatInfo,
} from '../contract/exports.ts';
import { os } from './base.ts';
import { absoluteFolder } from './catalogue.ts';

type Words = Pick<ExportFormatInfo, 'usedBy' | 'group'>;

const words: Record<ExportFormat, Words> = {
  'sightings-csv': {
    group: 'tables',
    usedBy: 'For spreadsheets and R: one row for every animal in every encounter.',
  },
  'individuals-csv': {
    group: 'tables',
    usedBy: 'For spreadsheets and reports: one row an animal, first and last seen.',
  },
  'identifications-csv': {
    group: 'tables',
    usedBy: 'For moving to another catalogue: one row a fin, read back whole by the import.',
  },
  mark: {
    group: 'analysis',
    usedBy: 'For Program MARK: capture histories as encounter-history records (.inp).',
  },
  rmark: { group: 'analysis', usedBy: 'For RMark in R: capture histories as a text table.' },
  secr: {
    group: 'analysis',
    usedBy: 'For secr in R: captures and detectors of spatial capture–recapture.',
  },
  'darwin-core': {
    group: 'sharing',
    usedBy: 'For OBIS and GBIF: occurrences and their photos as a Darwin Core Archive.',
  },
  wildbook: {
    group: 'sharing',
    usedBy: 'For Wildbook and Flukebook: bulk-import sheets of 200 encounters.',
  },
  printable: {
    group: 'pictures',
    usedBy: 'For paper and the boat: one card an animal with its best photo of each side.',
  },
  crops: {
    group: 'pictures',
    usedBy: 'For reports and other matching programs: every fin, by individual, side and date.',
  },
  yolo: { group: 'boxes', usedBy: 'For training YOLO detectors elsewhere.' },
  coco: { group: 'boxes', usedBy: 'For Detectron, MMDetection and annotation tools: COCO JSON.' },
  voc: { group: 'boxes', usedBy: 'For labelImg and older tools: one XML file a photo.' },
  networks: {
    group: 'whole',
    usedBy:
      'For other programs and catalogues: the networks in use as ONNX, with card and weights.',
  },
  portable: {
    group: 'whole',
    usedBy: 'For another machine, a colleague or an archive: everything needed to open it there.',
  },
  'boxes-csv': { group: 'boxes', usedBy: 'For scripts: one row a box, corners in pixels.' },
};

/** Work on a connection of its own, which sees one moment and does not hold up who writes. */
async function reading<T>(
  { readOnly, db: open, layout }: Catalogue,
  work: (db: Moment['db']) => Promise<T> | T,
): Promise<T> {
  // Nobody writes a read-only catalogue, and it may be open from a copy that only this one knows.
  if (readOnly) return work(open);
  using moment = openMoment(layout.database);
  return await work(moment.db);
}

export const exported = {
  formats: os.exports.formats.handler(() =>
    exportFormat.options.map((format): ExportFormatInfo => {
      const { filters, asks, target } = exporters[format];
      const written = target(defaultOptions);
      return {
        format,
        title: exportTitles[format],
        ...words[format],
        writes: 'file' in written ? `.${written.file.split('.').at(-1)}` : 'folder',
        filters: [...filters],
        asks: [...asks],
      };
    }),
  ),
  facets: os.exports.facets.handler(({ context: { app } }) => exportFacets(app.open.catalogue)),
  preview: os.exports.preview.handler(({ input, signal, context: { app } }) => {
    const { catalogue } = app.open;
    return reading(catalogue, (db) =>
      previewExport(exportSource(db, catalogue.folder), input.format, input.options, signal),
    );
  }),
  start: os.exports.start.handler(({ input, context: { app } }) => {
    const { format, options, folder, name, ifThere } = input;
    return app.open.queue.start('export', {
      format,
      options,
      target: { folder: absoluteFolder(folder), name, ifThere },
    });
  }),
  lastFolder: os.exports.lastFolder.handler(({ context: { app } }) => {
    const last = listJobs(app.open.catalogue, 1000).find(
      ({ kind, state }) => kind === 'export' && state === 'done',
    );
    const { path } = (last?.result ?? {}) as { path?: string };
    return last === undefined || path === undefined
      ? null
      : { folder: dirname(path), at: last.finishedAt ?? last.createdAt };
  }),
};
