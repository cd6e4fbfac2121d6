import type { Database } from 'better-sqlite3';
import { sql as catalogue } from './migrations/0001-catalogue.ts';
import { sql as editBatches } from './migrations/0003-edit-batches.ts';
import { sql as trainingPoints } from './migrations/0002-training-points.ts';
import { sql as individualEdits } from './migrations/0004-individual-edits.ts';
import { sql as editKeys } from './migrations/0005-edit-keys.ts';
import { sql as reviewFindings } from './migrations/0006-review-findings.ts';
import { sql as pseudoLabels } from './migrations/0007-pseudo-labels.ts';
import { sql as jobSeen } from './migrations/0008-job-seen.ts';
import { sql as usedCodes } from './migrations/0009-used-codes.ts';
import { sql as namesAndImports } from './migrations/0010-names-and-imports.ts';
import { sql as photoFacts } from './migrations/0011-photo-facts.ts';
import { sql as dayOnly } from './migrations/0012-day-only.ts';

export interface Migration {
  /** 1, 2, 3, … without gaps; the schema version after it ran. */
  version: number;
  name: string;
  sql: string;
}

export const migrations: readonly Migration[] = [
  { version: 1, name: 'catalogue', sql: catalogue },
  { version: 2, name: 'training points', sql: trainingPoints },
  { version: 3, name: 'edit batches', sql: editBatches },
  { version: 4, name: 'individual edits', sql: individualEdits },
  { version: 5, name: 'edit keys', sql: editKeys },
  { version: 6, name: 'review findings', sql: reviewFindings },
  { version: 7, name: 'pseudo-labels', sql: pseudoLabels },
  { version: 8, name: 'job seen', sql: jobSeen },
  { version: 9, name: 'used codes', sql: usedCodes },
  { version: 10, name: 'names and imports', sql: namesAndImports },
  { version: 11, name: 'photo facts', sql: photoFacts },
  { version: 12, name: 'day only', sql: dayOnly },
];

export const newestVersion = (list: readonly Migration[] = migrations) => list.at(-1)?.version ?? 0;

export function schemaVersion(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/**
 * Brings a database to the newest schema, one transaction a migration: a migration that fails leaves
 * the version before it.
 *
 * @returns the versions that ran.
 */
export function migrate(db: Database, list: readonly Migration[] = migrations): number[] {
  const ran: number[] = [];
  for (const { version, name, sql } of list) {
    if (version <= schemaVersion(db)) continue;
    db.transaction(() => {
      try {
        db.exec(sql);
      } catch (error) {
        throw new Error(
          `Migration ${version} (${name}) failed: ${error instanceof Error ? error.message : String(error)}`,
          { cause: error },
        );
      }
      db.pragma(`user_version = ${version}`);
    })();
    ran.push(version);
  }
  return ran;
}
