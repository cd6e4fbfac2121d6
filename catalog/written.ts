/**
 * What changed, derived from what was written: the one place that says which topics a row of a table belongs to.
 * Triggers of the writing connection notice every row, whoever writes it and by whatever statement.
 */
import type { Database } from 'better-sqlite3';
import type { Topic } from '#terms/events.ts';

interface WrittenTable {
  topics: readonly Topic[];
  /** Columns that the catalogue keeps up itself, from rows of other tables: a change of these alone says nothing. */
  kept?: readonly string[];
  /** Told this often at most, milliseconds, for what is written all the time. */
  everyMs?: number;
}

/** A table whose topics are empty tells of itself in another way: jobs have events of their own. */
export const writtenTables: Readonly<Record<string, WrittenTable>> = {
  settings: { topics: ['settings'] },
  reviewers: { topics: ['settings'] },
  roots: { topics: ['photos'] },
  photos: { topics: ['photos'], kept: ['box_count', 'proposed_count'] },
  photo_copies: { topics: ['photos'] },
  photo_edits: { topics: ['photos'] },
  unreadable_files: { topics: ['photos'] },
  encounters: { topics: ['encounters'] },
  boxes: { topics: ['boxes'] },
  box_classes: { topics: ['boxes'] },
  box_edits: { topics: ['boxes'] },
  individuals: { topics: ['individuals'] },
  individual_aliases: { topics: ['individuals'] },
  individual_edits: { topics: ['individuals'] },
  codes: { topics: ['individuals'] },
  best_boxes: { topics: ['individuals'] },
  review_findings: { topics: ['individuals'] },
  decisions: { topics: ['decisions'] },
  models: { topics: ['models'] },
  training_points: { topics: ['models'], everyMs: 1000 },
  embeddings: { topics: ['models'] },
  pseudo_label_rounds: { topics: ['models'] },
  pseudo_labels: { topics: ['models'] },
  imports: { topics: ['photos'] },
  import_writes: { topics: [] },
  jobs: { topics: [] },
  job_log: { topics: [] },
};

/** Calls back with every topic of which a row is written, at once. */
export function noticeWrites(db: Database, notice: (topic: Topic) => void): void {
  const toldAt = new Map<unknown, number>();
  db.function('notice_write', (topic: unknown, table: unknown) => {
    const { everyMs = 0 } = writtenTables[table as string] ?? {};
    const now = everyMs === 0 ? 0 : performance.now();
    if (everyMs > 0 && now - (toldAt.get(table) ?? -Infinity) < everyMs) return null;
    toldAt.set(table, now);
    notice(topic as Topic);
    return null;
  });
  const columnsOf = (table: string) =>
    (db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
  const add = (name: string, table: string, when: string, topic: Topic) =>
    db.exec(
      `CREATE TEMP TRIGGER noticed_${name} ${when} BEGIN SELECT notice_write('${topic}', '${table}'); END`,
    );
  for (const [table, { topics, kept = [] }] of Object.entries(writtenTables)) {
    const columns = columnsOf(table);
    // A catalogue that is older than the table, as tests have them.
    if (columns.length === 0) continue;
    const own = columns.filter((column) => !kept.includes(column));
    const changes = kept.length === 0 ? 'UPDATE' : `UPDATE OF ${own.join(', ')}`;
    for (const topic of topics) {
      add(`insert_${table}_${topic}`, table, `AFTER INSERT ON main.${table}`, topic);
      add(`update_${table}_${topic}`, table, `AFTER ${changes} ON main.${table}`, topic);
      add(`delete_${table}_${topic}`, table, `AFTER DELETE ON main.${table}`, topic);
    }
  }
  // The name of the catalogue is a setting, and changes what is open.
  add(
    'own_name',
    'settings',
    `AFTER UPDATE ON main.settings WHEN new.key LIKE 'catalogue.%'`,
    'catalogue',
  );
}
