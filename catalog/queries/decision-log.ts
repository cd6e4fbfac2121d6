/** The whole history of decisions: what was said, by whom, when, and what was on the screen. */
import type { Catalogue } from '../catalogue.ts';
import { csvLine } from '../formats/csv-line.ts';
import { isSealed } from './blind.ts';
import { mergedInto } from './merged-into.ts';
import type { LogFilter, LoggedDecision, ShownCandidate } from '#terms/identity/decisions.ts';

type Row = Omit<LoggedDecision, 'candidates' | 'isSplit' | 'stands'> & {
  candidates: string;
  isSplit: number;
  stands: number;
};

function conditions(
  filter: LogFilter,
  sealedFor: number | null,
): { where: string; values: Record<string, unknown> } {
  const where = ['1'];
  const values: Record<string, unknown> = {};
  const add = (name: string, value: unknown, condition: string) => {
    if (value === undefined) return;
    where.push(condition);
    values[name] = value;
  };
  if (sealedFor !== null) add('sealedFor', sealedFor, `NOT ${isSealed('d.box_id', '@sealedFor')}`);
  add('boxId', filter.boxId, 'd.box_id = @boxId');
  add(
    'individualId',
    filter.individualId,
    // An undo names nobody itself: it is part of the story of what it undid.
    '(m.into_id = @individualId OR um.into_id = @individualId)',
  );
  add('reviewerId', filter.reviewerId, 'd.reviewer_id = @reviewerId');
  add('verdict', filter.verdict, 'd.verdict = @verdict');
  add('round', filter.round, 'd.round = @round');
  add('origin', filter.origin, 'd.origin = @origin');
  add('encounterId', filter.encounterId, 'p.encounter_id = @encounterId');
  add('from', filter.from, 'd.decided_at >= @from');
  add('to', filter.to, 'd.decided_at <= @to');
  if (filter.text !== undefined && filter.text.trim() !== '') {
    where.push(
      `(d.note LIKE @like ESCAPE '\\' OR i.code LIKE @like ESCAPE '\\' OR p.name LIKE @like ESCAPE '\\')`,
    );
    values.like = `%${filter.text.trim().replace(/[\\%_]/g, '\\$&')}%`;
  }
  return { where: where.join(' AND '), values };
}

const from = `decisions d JOIN boxes b ON b.id = d.box_id JOIN photos p ON p.id = b.photo_id
  LEFT JOIN individuals i ON i.id = d.individual_id LEFT JOIN merged m ON m.id = d.individual_id
  LEFT JOIN individuals n ON n.id = m.into_id LEFT JOIN reviewers r ON r.id = d.reviewer_id
  LEFT JOIN models o ON o.id = d.model_id LEFT JOIN decisions u ON u.undoes = d.id
  LEFT JOIN reviewers ur ON ur.id = u.reviewer_id LEFT JOIN decisions x ON x.id = d.undoes
  LEFT JOIN merged um ON um.id = x.individual_id LEFT JOIN box_identity w ON w.decision_id = d.id`;

const columns = `d.id, d.box_id AS boxId, p.id AS photoId, p.name AS photoName, d.verdict,
  d.individual_id AS individualId, i.code, CASE WHEN n.id <> i.id THEN n.code END AS nowCode,
  r.name AS reviewer, d.round, d.origin, d.candidates, o.name AS model, d.note,
  CASE WHEN u.id IS NOT NULL THEN coalesce(ur.name, 'somebody') END AS undoneBy, d.undoes, d.redoes,
  d.batch_id AS batchId, d.edit_id IS NOT NULL AS isSplit, w.decision_id IS NOT NULL AS stands,
  d.decided_at AS decidedAt`;

const logged = ({ candidates, isSplit, stands, ...row }: Row): LoggedDecision => ({
  ...row,
  candidates: JSON.parse(candidates) as ShownCandidate[],
  isSplit: isSplit === 1,
  stands: stands === 1,
});

/**
 * Newest first.
 *
 * @param sealedFor a second reviewer: what is said of fins that wait for their word is left out
 */
export function decisionLog(
  catalogue: Catalogue,
  filter: LogFilter,
  offset: number,
  limit: number,
  sealedFor: number | null = null,
): { total: number; rows: LoggedDecision[] } {
  const { where, values } = conditions(filter, sealedFor);
  return {
    total:
      catalogue.value<number>(
        `WITH RECURSIVE ${mergedInto} SELECT count(*) FROM ${from} WHERE ${where}`,
        values,
      ) ?? 0,
    rows: catalogue
      .all<Row>(
        `WITH RECURSIVE ${mergedInto} SELECT ${columns} FROM ${from} WHERE ${where}
         ORDER BY d.id DESC LIMIT @limit OFFSET @offset`,
        { ...values, limit, offset },
      )
      .map(logged),
  };
}

const decisionLogColumns = [
  'decision',
  'decided_at',
  'reviewer',
  'round',
  'origin',
  'verdict',
  'individual',
  'individual_now',
  'photo',
  'box',
  'model',
  'note',
  'undoes',
  'undone_by',
  'stands',
  'candidates',
] as const;

const percent = (value: number | null) => (value === null ? '' : `${Math.round(value * 100)}%`);

/** The log as a table, oldest first; candidates as `code score probability`, in the order shown. */
export function* decisionLogCsv(catalogue: Catalogue, filter: LogFilter): Generator<string> {
  const { where, values } = conditions(filter, null);
  yield csvLine(decisionLogColumns);
  // Page by page: a statement that is being stepped would hold up every writer.
  let after = 0;
  for (;;) {
    const rows = catalogue
      .all<Row>(
        `WITH RECURSIVE ${mergedInto} SELECT ${columns} FROM ${from}
         WHERE ${where} AND d.id > @after ORDER BY d.id LIMIT 1000`,
        { ...values, after },
      )
      .map(logged);
    for (const row of rows) {
      yield csvLine([
        row.id,
        new Date(row.decidedAt).toISOString(),
        row.reviewer,
        row.round,
        row.origin,
        row.verdict,
        row.code,
        row.nowCode ?? row.code,
        row.photoName,
        row.boxId,
        row.model,
        row.note,
        row.undoes,
        row.undoneBy,
        row.stands ? 'yes' : 'no',
        row.candidates
          .map(({ code, score, probability }) =>
            [code, score?.toFixed(3) ?? '', percent(probability)].join(' ').trim(),
          )
          .join('; '),
      ]);
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
