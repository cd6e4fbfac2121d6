import { boxGrades, gradeNames, qualityNames } from '#terms/boxes/attributes.ts';
import type { BoxFacts } from '#terms/boxes/facts.ts';
import { selectOf } from '../boxes/attribute-columns.ts';

export type BoxFactsRow = Omit<BoxFacts, 'missing'> & { missing: number };

export const factsOf = <Row extends BoxFactsRow>(row: Row): Omit<Row, 'missing'> & BoxFacts => ({
  ...row,
  missing: row.missing === 1,
});

/** Columns of `BoxFacts`, over `boxFrom`. */
export const boxColumns = `b.id AS boxId, b.photo_id AS photoId, p.name AS photoName, p.width,
  p.height, b.x, b.y, b.w, b.h, b.kind, b.revision, c.name AS className, b.side,
  ${selectOf(gradeNames)}, p.taken_ms AS takenMs, coalesce(p.place, e.place) AS place, p.latitude, p.longitude,
  e.id AS encounterId, e.name AS encounterName, p.missing`;

/** What the columns need beside `boxes b`. */
export const boxJoins = `JOIN photos p ON p.id = b.photo_id
  JOIN box_classes c ON c.id = b.class_id LEFT JOIN encounters e ON e.id = p.encounter_id`;

export const boxFrom = `boxes b ${boxJoins}`;

const qualities = qualityNames.map((name) => `b.${boxGrades[name].column}`);

/**
 * The worst of the quality grades, null while none is given: a photo is as good as what is worst
 * in it. Of those that are given, as an ungraded one says nothing.
 */
export const worstGrade = `nullif(min(${qualities.map((column) => `coalesce(${column}, 9)`).join(', ')}), 9)`;

/**
 * Order of boxes from the best picture of an animal to the worst: the worst grade, the sum of all (an
 * ungraded one counts as middling), pixels of the box, the newest.
 */
export const bestFirst = `coalesce(${worstGrade}, 2) DESC,
  (${qualities.map((column) => `coalesce(${column}, 2)`).join(' + ')}) DESC,
  b.w * p.width * b.h * p.height DESC, p.taken_ms DESC, b.id`;
