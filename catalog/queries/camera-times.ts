import type { CameraTimes } from '#terms/photos/edits.ts';
import type { Reader } from '../moment.ts';

/** Marks on one line of time that can be told apart. */
const MOST_MARKS = 600;

/** Every so many-th where there are more than can be told apart. */
function thinned(times: readonly number[]): number[] {
  const step = Math.max(1, Math.ceil(times.length / MOST_MARKS));
  return times.filter((_, at) => at % step === 0);
}

/** When photos were taken, camera by camera: those chosen, and all others of the same days. */
export function cameraTimes(db: Reader, photoIds: readonly number[]): CameraTimes[] {
  const rows = db.all<{ camera: string | null; takenMs: number; chosen: number }>(
    `WITH chosen AS (SELECT value AS id FROM json_each(?)),
       days AS (SELECT DISTINCT p.taken_ms / 86400000 AS day FROM photos p
         WHERE p.id IN (SELECT id FROM chosen) AND p.taken_ms IS NOT NULL)
     SELECT p.camera, p.taken_ms AS takenMs, p.id IN (SELECT id FROM chosen) AS chosen
     FROM days d JOIN photos p ON p.taken_ms BETWEEN d.day * 86400000 AND d.day * 86400000 + 86399999
     ORDER BY p.taken_ms`,
    JSON.stringify(photoIds),
  );
  return [...Map.groupBy(rows, ({ camera }) => camera)]
    .map(([camera, own]) => {
      const of = (chosen: number) =>
        thinned(own.filter((row) => row.chosen === chosen).map(({ takenMs }) => takenMs));
      return { camera, chosen: of(1), others: of(0), photos: own.length };
    })
    .sort(
      (a, b) =>
        Number(b.chosen.length > 0) - Number(a.chosen.length > 0) ||
        (a.camera ?? '').localeCompare(b.camera ?? ''),
    );
}
