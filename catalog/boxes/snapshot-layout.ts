/**
 * How an edit keeps what stood before and after it. The layout is that of the schema of the day, and its
 * version stands in it, so that an edit can be taken back by a program that knows more of a box.
 */
import { z } from 'zod';
import { blankAttributes } from '#terms/boxes/attributes.ts';
import { newestVersion } from '../schema/migrate.ts';
import type { Checked } from '../photos/checked.ts';
import { columnsOf } from './attribute-columns.ts';
import type { StoredBox } from './stored-box.ts';

/** All columns of a box that an edit can change; null for a box that is not there. */
type Snapshot = Omit<StoredBox, 'id'> | null;

export interface Snapshots {
  boxes: Record<string, Snapshot>;
  checked: Checked | null;
}

export function snapshotOf(stored: StoredBox): Snapshot {
  const { id: _, ...rest } = stored;
  return rest;
}

const kept = z.object({
  /** Schema of the catalogue that wrote it; edits of before it was noted have none. */
  version: z.number().int().default(0),
  boxes: z.record(
    z.string(),
    z.record(z.string(), z.union([z.string(), z.number(), z.null()])).nullable(),
  ),
  checked: z.object({ at: z.number().nullable(), by: z.number().nullable() }).nullable(),
});

export const writeSnapshots = (snapshots: Snapshots): string =>
  JSON.stringify({ version: newestVersion(), ...snapshots });

/**
 * Snapshots in the layout of today. One of before lacks the columns that came since; each of its boxes held
 * there what the migration gave every box, which is what stands in a box of which nothing was said.
 */
export function readSnapshots(text: string): Snapshots {
  const { version, boxes, checked } = kept.parse(JSON.parse(text));
  const blank = version < newestVersion() ? columnsOf(blankAttributes) : {};
  const upToDate = Object.entries(boxes).map(
    ([id, box]) => [id, box === null ? null : { ...blank, ...box }] as const,
  );
  return { boxes: Object.fromEntries(upToDate) as Snapshots['boxes'], checked };
}
