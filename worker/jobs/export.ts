import { exportSource, workOf } from '#catalog/exports/export-source.ts';
import { writeExport } from '#catalog/exports/write-export.ts';
import { ExportError } from '#catalog/formats/export-error.ts';
import { openMoment } from '#catalog/moment.ts';
import type { ExportJobSpec, WrittenExport } from '#terms/exports/report.ts';
import { JobError, throwIfCancelled, type JobContext } from '../job-context.ts';

/** Writes an export from one moment of the catalogue; whoever decides meanwhile does not wait for it. */
export async function exportJob(
  { format, options, target }: ExportJobSpec,
  context: JobContext<'export'>,
): Promise<WrittenExport> {
  using moment = openMoment(context.place.databasePath);
  try {
    const { total, unit } = workOf(moment.db, format);
    let done = 0;
    context.progress('writing', 0, total, unit);
    return await writeExport(
      exportSource(moment.db, context.place.catalogueFolder),
      format,
      options,
      target,
      (more) => {
        throwIfCancelled(context.signal);
        done += more;
        context.progress('writing', Math.min(done, total), total, unit);
      },
    );
  } catch (error) {
    if (error instanceof ExportError) throw new JobError('bad-input', error.message, error.details);
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOSPC') {
      throw new JobError(
        'disk-full',
        `The disk with ${target.folder} is full; nothing was left there. Free some space, or choose another folder.`,
        { folder: target.folder },
      );
    }
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
      throw new JobError(
        'bad-input',
        `${target.folder} cannot be written. Choose another folder.`,
        { folder: target.folder },
      );
    }
    throw error;
  }
}
