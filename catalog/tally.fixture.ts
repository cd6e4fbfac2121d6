import type { Reader } from './moment.ts';

/** Seconds that jobs ran, by their kind, each run counted. */
export function secondsByKind(catalogue: Reader): Record<string, number> {
  const rows = catalogue.all<{ kind: string; seconds: number }>(
    `SELECT kind, coalesce(sum(finished_at - started_at), 0) / 1000.0 AS seconds FROM jobs GROUP BY kind`,
  );
  return Object.fromEntries(rows.map(({ kind, seconds }) => [kind, seconds]));
}

/** Who stands on which photo: `FILE CODE`, one for each named box. */
export const namesOnPhotos = (catalogue: Reader): string[] =>
  catalogue
    .all<{ file: string; code: string }>(
      `SELECT p.rel_path AS file, i.code FROM box_identity w JOIN boxes b ON b.id = w.box_id
       JOIN photos p ON p.id = b.photo_id JOIN individuals i ON i.id = w.individual_id
       WHERE b.deleted_at IS NULL`,
    )
    .map(({ file, code }) => `${file} ${code}`);

/** How much a catalogue holds, and how often something stands twice that may stand once. */
export function tallyOf(catalogue: Reader) {
  const count = (rows: string) =>
    catalogue.value<number>(`SELECT count(*) FROM ${rows}`) ?? Number.NaN;
  return {
    photos: count('photos'),
    unchecked: count('photos WHERE checked_at IS NULL'),
    decidedTwice: count('(SELECT 1 FROM decisions GROUP BY box_id, origin HAVING count(*) > 1)'),
    detectors: count(`models WHERE kind = 'detector' AND origin = 'trained'`),
    embedders: count(`models WHERE kind = 'embedder'`),
    unfinished: count(`models WHERE state <> 'ready'`),
    rounds: count('pseudo_label_rounds'),
    vectorsTwice: count('(SELECT 1 FROM embeddings GROUP BY box_id, model_id HAVING count(*) > 1)'),
  };
}
