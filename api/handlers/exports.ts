import { dirname } from 'node:path';
import type { Catalogue } from '#catalog/catalogue.ts';
import { openMoment, type Moment } from '#catalog/moment.ts';
import { exportFacets } from '#catalog/exports/export-facets.ts';
import { exportSource } from '#catalog/exports/export-source.ts';
import { previewExport } from '#catalog/exports/preview-export.ts';
import { isOfKind, listJobs } from '#catalog/queries/jobs.ts';
import { refuseBlind } from '../seat.ts';
import { os } from './base.ts';
import { absoluteFolder } from './catalogue.ts';

/** Work on a connection of its own, which sees one moment and does not hold up who writes. */
async function reading<T>(
  { db: open }: Catalogue,
  work: (db: Moment['db']) => Promise<T> | T,
): Promise<T> {
  using moment = openMoment(open.name);
  return await work(moment.db);
}

export const exported = {
  facets: os.exports.facets.handler(({ context: { app } }) => exportFacets(app.open.catalogue)),
  preview: os.exports.preview.handler(({ input, signal, context: { app, seat } }) => {
    refuseBlind(seat);
    const { catalogue } = app.open;
    return reading(catalogue, (db) =>
      previewExport(exportSource(db, catalogue.folder), input.format, input.options, signal),
    );
  }),
  start: os.exports.start.handler(({ input, context: { app, seat } }) => {
    refuseBlind(seat);
    const { format, options, folder, name, ifThere } = input;
    return app.open.queue.start('export', {
      format,
      options,
      target: { folder: absoluteFolder(folder), name, ifThere },
    });
  }),
  lastFolder: os.exports.lastFolder.handler(({ context: { app } }) => {
    const last = listJobs(app.open.catalogue, 1000)
      .filter((job) => isOfKind(job, 'export'))
      .find(({ result }) => result !== null);
    return last === undefined || last.result === null
      ? null
      : { folder: dirname(last.result.path), at: last.finishedAt ?? last.createdAt };
  }),
};
