import type { BoxFacts } from '#terms/boxes/facts.ts';

export type BoxFactsRow = Omit<BoxFacts, 'missing'> & { missing: number };

export const factsOf = <Row extends BoxFactsRow>(row: Row): Omit<Row, 'missing'> & BoxFacts => ({
  ...row,
  missing: row.missing === 1,
});

/** Columns of `BoxFacts`, over `boxFrom`. */
export const boxColumns = `b.id AS boxId, b.photo_id AS photoId, p.name AS photoName, p.width,
  p.height, b.x, b.y, b.w, b.h, b.revision, c.name AS className, b.side, b.angle, b.exposure, b.focus,
  b.visible, b.distinctiveness, p.taken_ms AS takenMs, e.place, p.latitude, p.longitude,
  e.id AS encounterId, e.name AS encounterName, p.missing`;

/** What the columns need beside `boxes b`. */
export const boxJoins = `JOIN photos p ON p.id = b.photo_id
  JOIN box_classes c ON c.id = b.class_id LEFT JOIN encounters e ON e.id = p.encounter_id`;

export const boxFrom = `boxes b ${boxJoins}`;

/**
 * The worst of the four quality grades, null while none is given: a photo is as good as what is worst
 * in it. Of those that are given, as an ungraded one says nothing.
 */
export const worstGrade = `nullif(min(coalesce(b.angle, 9), coalesce(b.exposure, 9),
  coalesce(b.focus, 9), coalesce(b.visible, 9)), 9)`;

/**
 * Order of boxes from the best picture of an animal to the worst: the worst grade, the sum of all (an
 * ungraded one counts as middling), pixels of the box, the newest.
 */
export const bestFirst = `coalesce(${worstGrade}, 2) DESC,
  (coalesce(b.angle, 2) + coalesce(b.exposure, 2) + coalesce(b.focus, 2) + coalesce(b.visible, 2)) DESC,
  b.w * p.width * b.h * p.height DESC, p.taken_ms DESC, b.id`;
