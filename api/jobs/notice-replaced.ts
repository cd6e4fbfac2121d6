/** Photos that a job found to be other pictures now are missing from then on. */
import type { Catalogue } from '#catalog/catalogue.ts';
import { fileReasons } from '#catalog/exports/box-picture.ts';
import { photosOf, recheckPhotos } from '#catalog/import/replaced.ts';

/** What results of jobs say of photos that were not used, whatever the kind of job. */
interface Unused {
  skipped?: { boxId?: number }[];
  unreadable?: { path?: string }[];
  leftOut?: { reason?: string }[];
}

const listOf = <T>(value: T[] | undefined): T[] => (Array.isArray(value) ? value : []);

/** Looks again at the photos that a job could not use; those of an import are known already. */
export async function noticeReplaced(catalogue: Catalogue, result: object): Promise<void> {
  if (catalogue.readOnly) return;
  const { skipped, unreadable, leftOut } = result as Unused;
  if (listOf(leftOut).some(({ reason }) => reason === fileReasons.replaced)) {
    await recheckPhotos(catalogue, 'all');
    return;
  }
  const photoIds = photosOf(catalogue, {
    boxIds: listOf(skipped).flatMap(({ boxId }) => boxId ?? []),
    paths: listOf(unreadable).flatMap(({ path }) => path ?? []),
  });
  if (photoIds.length > 0) await recheckPhotos(catalogue, photoIds);
}
