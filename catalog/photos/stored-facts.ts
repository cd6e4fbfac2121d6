/** Facts of a photo that a person can change, as they are stored. */
import type { FactSource } from '#terms/photos/fact-sources.ts';
import type { Catalogue } from '../catalogue.ts';

interface StoredFacts {
  takenMs: number | null;
  /** 1: only the day is known. */
  dayOnly: 0 | 1;
  takenSource: FactSource | null;
  clockShiftS: number;
  latitude: number | null;
  longitude: number | null;
  positionSource: FactSource | null;
  place: string | null;
  photographer: string | null;
  photographerSource: FactSource | null;
}

const columns = {
  takenMs: 'taken_ms',
  dayOnly: 'day_only',
  takenSource: 'taken_source',
  clockShiftS: 'clock_shift_s',
  latitude: 'latitude',
  longitude: 'longitude',
  positionSource: 'position_source',
  place: 'place',
  photographer: 'photographer',
  photographerSource: 'photographer_source',
} as const satisfies Record<keyof StoredFacts, string>;

const names = Object.keys(columns) as (keyof StoredFacts)[];

/** Facts that differ, by name. */
export type FactChanges = Partial<StoredFacts>;

export interface PhotoWithFacts extends StoredFacts {
  id: number;
  utcOffsetMinutes: number | null;
}

/** Photos in the order of their ids; those that are not there are passed over. */
export const photosWithFacts = (
  catalogue: Catalogue,
  photoIds: readonly number[],
): PhotoWithFacts[] =>
  catalogue.all(
    `SELECT id, utc_offset_minutes AS utcOffsetMinutes,
       ${names.map((name) => `${columns[name]} AS ${name}`).join(', ')}
     FROM photos WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    JSON.stringify(photoIds),
  );

/** What is before and after in those facts that differ; null where none does. */
export function differing(
  before: StoredFacts,
  after: FactChanges,
): { before: FactChanges; after: FactChanges } | null {
  const changed = names.filter((name) => name in after && after[name] !== before[name]);
  if (changed.length === 0) return null;
  const of = (facts: FactChanges): FactChanges =>
    Object.fromEntries(changed.map((name) => [name, facts[name] ?? null]));
  return { before: of(before), after: of(after) };
}

export function putFacts(catalogue: Catalogue, photoId: number, facts: FactChanges): void {
  const given = names.filter((name) => name in facts);
  catalogue.run(
    `UPDATE photos SET ${given.map((name) => `${columns[name]} = ?`).join(', ')} WHERE id = ?`,
    ...given.map((name) => facts[name]),
    photoId,
  );
}
