import type { Database } from 'better-sqlite3';

export type Verdict = 'match' | 'probable' | 'new';

/** One identified box with all that exports ask of it. Times are the camera's wall clock. */
export interface SightedBox {
  boxId: number;
  side: 'left' | 'right' | 'unknown';
  angle: number | null;
  exposure: number | null;
  focus: number | null;
  visible: number | null;
  distinctiveness: number | null;
  individualId: number;
  code: string;
  name: string | null;
  individualSpecies: string | null;
  sex: 'female' | 'male' | 'unknown';
  lifeStage: 'calf' | 'juvenile' | 'adult' | 'unknown';
  photoId: number;
  photoName: string;
  photoPath: string;
  sha256: string;
  takenMs: number | null;
  utcOffsetMinutes: number | null;
  latitude: number | null;
  longitude: number | null;
  photographer: string | null;
  encounterId: number | null;
  encounterName: string | null;
  place: string | null;
  encounterSpecies: string | null;
  verdict: Verdict;
  decisionOrigin: 'person' | 'import' | 'pseudo-label';
  reviewer: string | null;
  decidedAt: number;
}

/**
 * Every identified box, ordered by individual code, encounter, time and box, so that the boxes of a
 * sighting follow one another and the whole table never stands in memory. An individual that was
 * merged into another appears under the one it was merged into.
 */
export function sightedBoxes(db: Database): IterableIterator<SightedBox> {
  return db
    .prepare<[], SightedBox>(
      `WITH RECURSIVE merged (id, into_id) AS (
         SELECT id, id FROM individuals WHERE merged_into IS NULL
         UNION ALL
         SELECT i.id, m.into_id FROM individuals i JOIN merged m ON i.merged_into = m.id
       )
       SELECT b.id AS boxId, b.side, b.angle, b.exposure, b.focus, b.visible, b.distinctiveness,
         i.id AS individualId, i.code, i.name, i.species AS individualSpecies, i.sex,
         i.life_stage AS lifeStage,
         p.id AS photoId, p.name AS photoName, p.rel_path AS photoPath, p.sha256,
         p.taken_ms AS takenMs, p.utc_offset_minutes AS utcOffsetMinutes, p.latitude, p.longitude,
         p.photographer, e.id AS encounterId, e.name AS encounterName, e.place,
         coalesce(e.species, p.species) AS encounterSpecies,
         w.verdict, d.origin AS decisionOrigin, r.name AS reviewer, d.decided_at AS decidedAt
       FROM box_identity w
       JOIN decisions d ON d.id = w.decision_id
       JOIN merged m ON m.id = w.individual_id
       JOIN individuals i ON i.id = m.into_id
       JOIN boxes b ON b.id = w.box_id AND b.deleted_at IS NULL
       JOIN photos p ON p.id = b.photo_id
       LEFT JOIN encounters e ON e.id = p.encounter_id
       LEFT JOIN reviewers r ON r.id = d.reviewer_id
       WHERE w.verdict IN ('match', 'probable', 'new')
       ORDER BY i.code, i.id, e.id, p.taken_ms, b.id`,
    )
    .iterate();
}
