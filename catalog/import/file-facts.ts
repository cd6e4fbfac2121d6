/** What files say of photos, put beside what people said: theirs stays. */
import type { FactSource } from '#terms/photos/fact-sources.ts';
import type { PictureFacts } from '#terms/photos/picture-facts.ts';
import type { Catalogue } from '../catalogue.ts';

interface Kept {
  takenMs: number | null;
  takenSource: FactSource | null;
  shift: number;
  latitude: number | null;
  positionSource: FactSource | null;
  photographer: string | null;
  photographerSource: FactSource | null;
}

/** What a person, a track or a table said is not taken back by a file. */
const said: ReadonlySet<FactSource | null> = new Set(['person', 'track', 'table']);

/**
 * Facts of a file that shows the same picture as before. What it says goes in, but for what people said; what it is
 * silent about stays.
 */
export function refreshFacts(catalogue: Catalogue, photoId: number, facts: PictureFacts): void {
  const kept = catalogue.get<Kept>(
    `SELECT taken_ms AS takenMs, taken_source AS takenSource, clock_shift_s AS shift, latitude,
       position_source AS positionSource, photographer, photographer_source AS photographerSource
     FROM photos WHERE id = ?`,
    photoId,
  );
  if (kept === undefined) return;
  catalogue.run(
    'UPDATE photos SET camera = coalesce(?, camera), lens = coalesce(?, lens) WHERE id = ?',
    facts.camera,
    facts.lens,
    photoId,
  );
  if (facts.takenMs !== null && !said.has(kept.takenSource))
    catalogue.run(
      `UPDATE photos SET taken_ms = ?, day_only = ?, utc_offset_minutes = coalesce(?, utc_offset_minutes), taken_source = ?
       WHERE id = ?`,
      facts.takenMs + kept.shift * 1000,
      facts.dayOnly ? 1 : 0,
      facts.utcOffsetMinutes,
      facts.takenSource,
      photoId,
    );
  if (facts.latitude !== null && (kept.latitude === null || !said.has(kept.positionSource)))
    catalogue.run(
      'UPDATE photos SET latitude = ?, longitude = ?, position_source = ? WHERE id = ?',
      facts.latitude,
      facts.longitude,
      facts.placeSource,
      photoId,
    );
  if (facts.photographer !== null && !said.has(kept.photographerSource))
    catalogue.run(
      'UPDATE photos SET photographer = ?, photographer_source = ? WHERE id = ?',
      facts.photographer,
      facts.photographerSource,
      photoId,
    );
}

/** Of another file that shows the same picture only what was not known; nothing is changed. */
export function fillFacts(catalogue: Catalogue, photoId: number, facts: PictureFacts): void {
  const empty = catalogue.get<{ undated: number; unplaced: number; uncredited: number }>(
    `SELECT taken_ms IS NULL AS undated, latitude IS NULL AS unplaced, photographer IS NULL AS uncredited
     FROM photos WHERE id = ?`,
    photoId,
  );
  if (empty === undefined) return;
  refreshFacts(catalogue, photoId, {
    ...facts,
    camera: null,
    lens: null,
    takenMs: empty.undated === 1 ? facts.takenMs : null,
    latitude: empty.unplaced === 1 ? facts.latitude : null,
    photographer: empty.uncredited === 1 ? facts.photographer : null,
  });
}
