/** Boxes that wait for a verdict. */
import type {
  OwnOrder,
  Queue,
  QueuedBox,
  QueueEncounter,
  QueueFilter,
} from '#terms/identity/queue.ts';
import type { Round } from '#terms/identity/rounds.ts';
import { isLookedAt } from '../boxes/box-kinds.ts';
import type { Catalogue } from '../catalogue.ts';
import {
  boxColumns,
  boxFrom,
  boxJoins,
  factsOf,
  worstGrade,
  type BoxFactsRow,
} from './box-facts.ts';
import { secondVerdict } from './blind.ts';
import { classValues, meantFor } from './meant-for.ts';

/** Whole photos, on which no fin was found, come after all fins. */
const orders: Record<OwnOrder, string> = {
  encounter: `b.kind = 'whole', p.taken_ms IS NULL, e.id IS NULL, p.taken_ms, p.id, b.id`,
  quality: `b.kind = 'whole', coalesce(${worstGrade}, 2) DESC, b.w * p.width * b.h * p.height DESC, b.id`,
  newest: `b.kind = 'whole', p.taken_ms IS NULL, p.taken_ms DESC, p.id DESC, b.id`,
};

/** Conditions over `boxFrom`; fins and bodies count once a person or an import accepted them. */
function conditions(filter: QueueFilter): { where: string[]; values: Record<string, unknown> } {
  const where = [`b.state = 'accepted'`, 'b.deleted_at IS NULL', isLookedAt('b')];
  const values: Record<string, unknown> = {};
  if (filter.encounterId === null) where.push('p.encounter_id IS NULL');
  else if (filter.encounterId !== undefined) {
    where.push('p.encounter_id = @encounterId');
    values.encounterId = filter.encounterId;
  }
  if (filter.side !== undefined) {
    where.push('b.side = @side');
    values.side = filter.side;
  }
  if (filter.minQuality !== undefined) {
    where.push(`coalesce(${worstGrade}, 3) >= @minQuality`);
    values.minQuality = filter.minQuality;
  }
  if (filter.classId !== undefined) {
    where.push(meantFor('b'));
    Object.assign(values, classValues(filter));
  }
  return { where, values };
}

const version = (second: boolean) => `(SELECT coalesce(max(v.id), 0) FROM decisions v
  WHERE v.box_id = b.id AND (v.round = 'second') = ${second ? 1 : 0} AND v.origin <> 'pseudo-label')`;

interface QueueRow extends BoxFactsRow {
  version: number;
  quality: number | null;
  wasUnsure: number;
}

const queued = (row: QueueRow): QueuedBox => ({ ...factsOf(row), wasUnsure: row.wasUnsure === 1 });

const columns = (second: boolean) =>
  `${boxColumns}, ${version(second)} AS version, ${worstGrade} AS quality,
   coalesce(w.verdict = 'unsure', 0) AS wasUnsure`;

/** A queue whose order asks no network. */
type Waiting = Omit<Queue, 'placed'>;

const openNow = (standing: QueueFilter['standing']) =>
  standing === 'unsure'
    ? `w.verdict = 'unsure'`
    : standing === 'untouched'
      ? 'w.verdict IS NULL'
      : `(w.verdict IS NULL OR w.verdict = 'unsure')`;

const fromWithVerdict = `${boxFrom} LEFT JOIN box_identity w ON w.box_id = b.id`;

/** Every waiting box that the filter lets through, in the order of encounters. */
export function waitingBoxes(catalogue: Catalogue, filter: QueueFilter): number[] {
  const { where, values } = conditions(filter);
  return catalogue
    .all<{ id: number }>(
      `SELECT b.id FROM ${fromWithVerdict}
       WHERE ${where.join(' AND ')} AND ${openNow(filter.standing)}
       ORDER BY w.verdict IS NOT NULL, ${orders.encounter}`,
      values,
    )
    .map(({ id }) => id);
}

/** Waiting boxes as the queue has them, in the order given. */
export function queuedBoxes(catalogue: Catalogue, boxIds: readonly number[]): QueuedBox[] {
  return catalogue
    .all<QueueRow>(
      `SELECT ${columns(false)} FROM json_each(?) j JOIN boxes b ON b.id = j.value ${boxJoins}
       LEFT JOIN box_identity w ON w.box_id = b.id ORDER BY j.key`,
      JSON.stringify(boxIds),
    )
    .map(queued);
}

/** Waiting fins of an encounter, each with its photo. */
export const waitingInEncounter = (catalogue: Catalogue, encounterId: number) =>
  catalogue.all<{ boxId: number; photoId: number }>(
    `SELECT b.id AS boxId, b.photo_id AS photoId FROM ${fromWithVerdict}
     WHERE b.state = 'accepted' AND b.deleted_at IS NULL AND ${isLookedAt('b')}
       AND p.encounter_id = ? AND ${openNow(undefined)}
     ORDER BY ${orders.encounter} LIMIT 600`,
    encounterId,
  );

export function countQueue(
  catalogue: Catalogue,
  filter: QueueFilter,
): Pick<Queue, 'waiting' | 'total'> {
  const { where, values } = conditions(filter);
  const all = where.join(' AND ');
  const count = (from: string, condition: string) =>
    catalogue.value<number>(`SELECT count(*) FROM ${from} WHERE ${condition}`, values) ?? 0;
  return {
    waiting: count(fromWithVerdict, `${all} AND ${openNow(filter.standing)}`),
    total: count(boxFrom, all),
  };
}

/** Boxes without a verdict, or with "not sure", which means later. */
export function identifyQueue(
  catalogue: Catalogue,
  filter: QueueFilter,
  order: OwnOrder,
  limit: number,
): Waiting {
  const { where, values } = conditions(filter);
  return {
    // What a person put off comes after what nobody has looked at.
    rows: catalogue
      .all<QueueRow>(
        `SELECT ${columns(false)} FROM ${fromWithVerdict}
         WHERE ${where.join(' AND ')} AND ${openNow(filter.standing)}
         ORDER BY w.verdict IS NOT NULL, ${orders[order]} LIMIT @limit`,
        { ...values, limit },
      )
      .map(queued),
    ...countQueue(catalogue, filter),
  };
}

const reviewedOrigins = {
  reviewers: `d.origin = 'person'`,
  imports: `d.origin = 'import'`,
  all: `d.origin <> 'pseudo-label'`,
} as const satisfies Record<NonNullable<QueueFilter['words']>, string>;

/**
 * Boxes that a reviewer can judge blind: another person's word stands, and nobody has given a second one.
 * "Not sure" is no verdict to confirm, and as a second one it means later.
 */
export function secondReviewQueue(
  catalogue: Catalogue,
  reviewerId: number,
  filter: QueueFilter,
  order: OwnOrder,
  limit: number,
): Waiting {
  const { where, values } = conditions(filter);
  // What a first reviewer called no fin is out of the boxes, and yet to be confirmed.
  where[0] = `(b.state = 'accepted' OR w.verdict = 'not-a-fin')`;
  const from = `${boxFrom} JOIN box_identity w ON w.box_id = b.id
    JOIN decisions d ON d.id = w.decision_id`;
  const all = `${where.join(' AND ')} AND w.verdict <> 'unsure' AND ${reviewedOrigins[filter.words ?? 'reviewers']}
    AND d.round = 'first' AND coalesce(w.reviewer_id, 0) <> @reviewerId`;
  const open = `NOT ${secondVerdict('b.id', 'w', `s.verdict <> 'unsure'`)}`;
  const later = secondVerdict('b.id', 'w', '1');
  const count = (condition: string) =>
    catalogue.value<number>(`SELECT count(*) FROM ${from} WHERE ${condition}`, {
      ...values,
      reviewerId,
    }) ?? 0;
  return {
    rows: catalogue
      .all<QueueRow>(
        // Blind: nothing that tells the first verdict.
        `SELECT ${boxColumns}, ${version(true)} AS version, ${worstGrade} AS quality, ${later} AS wasUnsure
         FROM ${from} WHERE ${all} AND ${open}
         ORDER BY ${later}, ${orders[order]} LIMIT @limit`,
        { ...values, reviewerId, limit },
      )
      .map(queued),
    waiting: count(`${all} AND ${open}`),
    total: count(all),
  };
}

/** One box as the queue has it, whatever was decided about it; undefined if it is gone. */
export function queuedBox(
  catalogue: Catalogue,
  boxId: number,
  round: Round,
): QueuedBox | undefined {
  const row = catalogue.get<QueueRow>(
    `SELECT ${columns(round === 'second')} FROM ${fromWithVerdict} WHERE b.id = ? AND b.deleted_at IS NULL`,
    boxId,
  );
  return row && { ...queued(row), wasUnsure: round !== 'second' && row.wasUnsure === 1 };
}

/** How far each encounter is: boxes of the classes (none: of all) that wait and in all, in order of time. */
export function queueEncounters(
  catalogue: Catalogue,
  classes: Pick<QueueFilter, 'classId' | 'orClassIds'>,
): QueueEncounter[] {
  return catalogue.all(
    `SELECT e.id, e.name, sum(w.verdict IS NULL OR w.verdict = 'unsure') AS waiting,
       count(*) AS total
     FROM ${boxFrom} LEFT JOIN box_identity w ON w.box_id = b.id
     WHERE b.state = 'accepted' AND b.deleted_at IS NULL AND ${isLookedAt('b')} AND ${meantFor('b')}
     GROUP BY e.id ORDER BY e.id IS NULL, min(p.taken_ms), e.id`,
    classValues(classes),
  );
}
