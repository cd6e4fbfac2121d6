import { readMoment } from '#catalog/moment.ts';
import { rivalModel } from '#catalog/queries/models.ts';
import type { JobKind } from '#terms/jobs/index.ts';
import type { ModelKind, StoredModel } from '#terms/models/versions.ts';
import type { JobContext } from '../job-context.ts';

/**
 * Compares a newly trained version with the one in use now, or with the starter while none was chosen.
 *
 * @param compare null where the two cannot be compared
 * @returns null also where there is nothing to compare with, and where it cannot be used, which the log says: what
 *   was trained must not be lost because something older cannot be opened
 */
export async function compareWithRival<Comparison>(
  kind: ModelKind,
  newModelId: number,
  context: Pick<JobContext<JobKind>, 'place' | 'signal' | 'log'>,
  compare: (rival: StoredModel) => Promise<Comparison | null>,
): Promise<Comparison | null> {
  const rival = readMoment(context.place.databasePath, (catalogue) =>
    rivalModel(catalogue, kind, newModelId),
  );
  if (rival === undefined) return null;
  try {
    return await compare(rival);
  } catch (error) {
    if (context.signal.aborted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    context.log('warning', `There is no comparison with ${rival.name}: ${reason}`);
    return null;
  }
}
