/** The animals of the catalogue as they stand after all decisions and merges. */
import type { BoxFacts } from '#terms/boxes/facts.ts';
import type { Individual, IndividualBox, IndividualCard } from '#terms/identity/individuals.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { isSeen } from './blind.ts';
import { bestFirst, boxColumns, boxJoins, factsOf, type BoxFactsRow } from './box-facts.ts';
import { isVacant } from './individual-codes.ts';
import { mergedInto } from './merged-into.ts';
import { namesAnimal } from './naming-verdicts.ts';

/** Boxes that are left out as if nobody had named them: a second reviewer's at hand. */
type Unseen = readonly number[];

/** Boxes that show an animal now, each with the one it stands for. */
const shown = `SELECT m.into_id AS individual_id, w.box_id, w.decision_id, w.verdict
  FROM box_identity w JOIN merged m ON m.id = w.individual_id
  JOIN boxes sb ON sb.id = w.box_id AND sb.deleted_at IS NULL
  WHERE ${namesAnimal('w.verdict')} AND ${isSeen('w.box_id')}`;

interface Row extends Omit<Individual, 'aliases' | 'places'> {
  aliases: string;
  places: string;
}

function rows(catalogue: Catalogue, individualId: number | null, unseen: Unseen): Row[] {
  return catalogue.all<Row>(
    `WITH RECURSIVE ${mergedInto}, shown AS MATERIALIZED (${shown}),
       seen AS (
         SELECT s.individual_id, count(*) AS boxes,
           count(DISTINCT CASE WHEN p.encounter_id IS NULL THEN 'p' || p.id
             ELSE 'e' || p.encounter_id END) AS sightings,
           min(p.taken_ms) AS firstMs, max(p.taken_ms) AS lastMs,
           json_group_array(DISTINCT e.place) AS places
         FROM shown s JOIN boxes b ON b.id = s.box_id JOIN photos p ON p.id = b.photo_id
         LEFT JOIN encounters e ON e.id = p.encounter_id
         GROUP BY s.individual_id)
     SELECT i.id, i.code, i.name, i.species, i.sex, i.life_stage AS lifeStage,
       i.vital_status AS vitalStatus, i.notes,
       (SELECT json_group_array(other) FROM (
          SELECT a.alias AS other FROM individual_aliases a JOIN merged am ON am.id = a.individual_id
            WHERE am.into_id = i.id
          UNION SELECT o.code FROM individuals o JOIN merged om ON om.id = o.id
            WHERE om.into_id = i.id AND o.id <> i.id)) AS aliases,
       coalesce(seen.boxes, 0) AS boxes, coalesce(seen.sightings, 0) AS sightings, seen.firstMs,
       seen.lastMs, coalesce(seen.places, '[]') AS places
     FROM individuals i LEFT JOIN seen ON seen.individual_id = i.id
     WHERE i.merged_into IS NULL AND (@only IS NULL OR i.id = @only)
       AND (seen.boxes IS NOT NULL OR NOT iif(@isBlind, i.by_verdict, ${isVacant('i.id')}))
     ORDER BY i.code`,
    { only: individualId, unseen: JSON.stringify(unseen), isBlind: unseen.length > 0 ? 1 : 0 },
  );
}

const individualOf = ({ aliases, places, ...row }: Row): Individual => ({
  ...row,
  aliases: JSON.parse(aliases) as string[],
  places: (JSON.parse(places) as (string | null)[]).filter((place) => place !== null),
});

type BestRow = BoxFactsRow & { individualId: number; nth: number };

/** The best box of each side: a person's choice, or the best by quality. */
function bestBoxes(catalogue: Catalogue, individualId: number | null, unseen: Unseen): BestRow[] {
  return catalogue.all(
    `WITH RECURSIVE ${mergedInto}, shown AS MATERIALIZED (${shown}),
       ranked AS (
         SELECT s.individual_id AS individualId, ${boxColumns},
           row_number() OVER (PARTITION BY s.individual_id, b.side
             ORDER BY o.box_id IS NULL, ${bestFirst}) AS nth
         FROM shown s JOIN boxes b ON b.id = s.box_id ${boxJoins}
         LEFT JOIN best_boxes o
           ON o.individual_id = s.individual_id AND o.side = b.side AND o.box_id = b.id
         WHERE @only IS NULL OR s.individual_id = @only)
     SELECT * FROM ranked WHERE nth = 1`,
    { only: individualId, unseen: JSON.stringify(unseen) },
  );
}

function cards(
  catalogue: Catalogue,
  individualId: number | null,
  unseen: Unseen,
): IndividualCard[] {
  const best = new Map<number, IndividualCard['best']>();
  for (const { individualId: of, nth: _, ...row } of bestBoxes(catalogue, individualId, unseen)) {
    const sides = best.get(of) ?? { left: null, right: null, unknown: null };
    sides[row.side] = factsOf(row);
    best.set(of, sides);
  }
  return rows(catalogue, individualId, unseen).map((row) => ({
    ...individualOf(row),
    best: best.get(row.id) ?? { left: null, right: null, unknown: null },
  }));
}

/** Every individual, by code; what was merged away is part of what it was merged into. */
export function listIndividuals(catalogue: Catalogue, unseen: Unseen = []): IndividualCard[] {
  return cards(catalogue, null, unseen);
}

/** @throws CatalogueError `not-found`, naming what it was merged into if it was. */
export function getIndividual(
  catalogue: Catalogue,
  individualId: number,
  unseen: Unseen = [],
): IndividualCard {
  const [card] = cards(catalogue, individualId, unseen);
  if (card !== undefined) return card;
  const merged = catalogue.get<{ code: string; into: string; intoId: number }>(
    `WITH RECURSIVE ${mergedInto} SELECT i.code, n.code AS "into", n.id AS intoId
     FROM individuals i JOIN merged m ON m.id = i.id JOIN individuals n ON n.id = m.into_id
     WHERE i.id = ? AND n.id <> i.id`,
    individualId,
  );
  throw new CatalogueError(
    'not-found',
    merged === undefined
      ? `There is no individual ${individualId}.`
      : `${merged.code} was merged into ${merged.into}. Look there.`,
    { individualId, ...(merged && { mergedInto: merged.intoId }) },
  );
}

/** All photos of an individual, the best first. */
export function boxesOfIndividual(
  catalogue: Catalogue,
  individualId: number,
  unseen: Unseen = [],
): IndividualBox[] {
  return catalogue
    .all<
      BoxFactsRow & Omit<IndividualBox, keyof BoxFacts | 'isChosenBest'> & { isChosenBest: number }
    >(
      // From the few decisions that name it, not from all that stand: Identify asks this at every fin.
      `WITH RECURSIVE members (id) AS (
         SELECT id FROM individuals WHERE id = @individualId AND merged_into IS NULL
         UNION ALL SELECT i.id FROM individuals i JOIN members m ON i.merged_into = m.id)
       SELECT ${boxColumns}, d.id AS decisionId, d.verdict, r.name AS reviewer,
         d.decided_at AS decidedAt, o.box_id IS NOT NULL AS isChosenBest
       FROM members m CROSS JOIN decisions d ON d.individual_id = m.id
       JOIN boxes b ON b.id = d.box_id AND b.deleted_at IS NULL ${boxJoins}
       LEFT JOIN reviewers r ON r.id = d.reviewer_id
       LEFT JOIN best_boxes o ON o.individual_id = @individualId AND o.box_id = b.id
       WHERE d.id = (SELECT w.decision_id FROM box_identity w WHERE w.box_id = d.box_id)
         AND ${isSeen('d.box_id')}
       ORDER BY ${bestFirst}`,
      { individualId, unseen: JSON.stringify(unseen) },
    )
    .map((row) => ({ ...factsOf(row), isChosenBest: row.isChosenBest === 1 }));
}
