import type { Database } from 'better-sqlite3';
import type { BoxKind } from '#terms/boxes/kinds.ts';
import { gradeNames, type GradeValues } from '#terms/boxes/attributes.ts';
import type { Rectangle } from '#terms/geometry.ts';
import type { LifeStage, Sex } from '#terms/identity/individuals.ts';
import type { DecisionOrigin } from '#terms/identity/rounds.ts';
import type { NamingVerdict } from '#terms/identity/verdicts.ts';
import type { Side } from '#terms/sides.ts';
import { selectOf } from '../boxes/attribute-columns.ts';
import { mergedInto } from '../queries/merged-into.ts';
import { namesAnimal } from '../queries/naming-verdicts.ts';
import { openDisputes } from '../queries/review-pairs.ts';
import { writtenNames } from '../queries/written-names.ts';

/** One identified box with all that exports ask of it. Times are the camera's wall clock. */
export interface SightedBox extends Rectangle, GradeValues {
  boxId: number;
  kind: BoxKind;
  className: string;
  side: Side;
  individualId: number;
  code: string;
  name: string | null;
  individualSpecies: string | null;
  sex: Sex;
  lifeStage: LifeStage;
  photoId: number;
  photoName: string;
  /** What exports call it (`writtenPaths`), which no other photo is called. */
  photoPath: string;
  sha256: string;
  takenMs: number | null;
  /** Only the day of `takenMs` is known, not the time. */
  dayOnly: boolean;
  utcOffsetMinutes: number | null;
  latitude: number | null;
  longitude: number | null;
  photographer: string | null;
  encounterId: number | null;
  encounterName: string | null;
  /** Photos of its encounter are of several days. */
  encounterSpansDays: boolean;
  place: string | null;
  encounterSpecies: string | null;
  verdict: NamingVerdict;
  decisionOrigin: DecisionOrigin;
  reviewer: string | null;
  decidedAt: number;
  /** Whether two reviewers disagree whom it shows, and nobody had the last word. */
  isDisputed: boolean;
}

interface Row extends Omit<
  SightedBox,
  'isDisputed' | 'photoPath' | 'dayOnly' | 'encounterSpansDays'
> {
  dayOnly: 0 | 1;
}

/**
 * Every identified box, ordered by individual code, encounter, time and place in the photo, so that the
 * boxes of a sighting follow one another and the whole table never stands in memory. The order is made of
 * what the rows say and not of their numbers: the same content read into another catalogue comes out in
 * the same order. An individual that was merged into another appears under the one it was merged into.
 */
export function* sightedBoxes(db: Database): Generator<SightedBox> {
  const names = writtenNames(db);
  const spanning = new Set(
    db
      .prepare<[], number>(
        `SELECT encounter_id FROM photos WHERE encounter_id IS NOT NULL AND taken_ms IS NOT NULL
         GROUP BY encounter_id HAVING min(taken_ms) / 86400000 <> max(taken_ms) / 86400000`,
      )
      .pluck()
      .all(),
  );
  const disputed = new Set(
    openDisputes({ all: (sql, ...values) => db.prepare(sql).all(...values) as never }),
  );
  const rows = db
    .prepare<[], Row>(
      `WITH RECURSIVE ${mergedInto}
       SELECT b.id AS boxId, b.kind, b.x, b.y, b.w, b.h, c.name AS className, b.side,
         ${selectOf(gradeNames)},
         i.id AS individualId, i.code, i.name, i.species AS individualSpecies, i.sex,
         i.life_stage AS lifeStage,
         p.id AS photoId, p.name AS photoName, p.sha256,
         p.taken_ms AS takenMs, p.day_only AS dayOnly, p.utc_offset_minutes AS utcOffsetMinutes, p.latitude, p.longitude,
         p.photographer, e.id AS encounterId, e.name AS encounterName, coalesce(p.place, e.place) AS place,
         coalesce(e.species, p.species) AS encounterSpecies,
         w.verdict, d.origin AS decisionOrigin, r.name AS reviewer, d.decided_at AS decidedAt
       FROM box_identity w
       JOIN decisions d ON d.id = w.decision_id
       JOIN merged m ON m.id = w.individual_id
       JOIN individuals i ON i.id = m.into_id
       JOIN boxes b ON b.id = w.box_id AND b.deleted_at IS NULL
       JOIN box_classes c ON c.id = b.class_id
       JOIN photos p ON p.id = b.photo_id
       LEFT JOIN encounters e ON e.id = p.encounter_id
       LEFT JOIN reviewers r ON r.id = d.reviewer_id
       WHERE ${namesAnimal('w.verdict')}
       ORDER BY i.code, i.id, e.name, e.id, p.taken_ms, p.rel_path, p.sha256, b.x, b.y, b.id`,
    )
    .iterate();
  for (const box of rows)
    yield {
      ...box,
      photoPath: names.get(box.photoId) ?? box.photoName,
      dayOnly: box.dayOnly === 1,
      encounterSpansDays: box.encounterId !== null && spanning.has(box.encounterId),
      isDisputed: disputed.has(box.boxId),
    };
}
