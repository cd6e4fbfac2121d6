/** What ranking needs to know of boxes: vectors, what they show, and who they are. */
import type { Side } from '#terms/sides.ts';
import type { NamedBox } from '#terms/identity/individuals.ts';
import { isLookedAt } from '../boxes/box-kinds.ts';
import type { Catalogue } from '../catalogue.ts';
import { boxFrom, worstGrade } from './box-facts.ts';
import { mergedInto } from './merged-into.ts';
import { namesAnimal } from './naming-verdicts.ts';

/** What a box shows, as far as a ranking asks. */
export interface MatchBox {
  boxId: number;
  photoId: number;
  encounterId: number | null;
  takenMs: number | null;
  side: Side;
  /** Worst of the given grades, 1–3. */
  quality: number | null;
  species: string | null;
  camera: string | null;
  /** Of the box, so that a later ask can be for what changed since. */
  updatedAt: number;
  /** Accepted and not removed, or called no fin, which a second reviewer still judges: only such a box is ranked. */
  counts: boolean;
}

export interface StoredVector {
  boxId: number;
  /** Single precision, little-endian. */
  vector: Uint8Array;
}

interface BoxRow extends Omit<MatchBox, 'counts'> {
  counts: number;
}

const columns = `b.id AS boxId, b.photo_id AS photoId, p.encounter_id AS encounterId,
  p.taken_ms AS takenMs, b.side, ${worstGrade} AS quality, coalesce(p.species, e.species) AS species,
  p.camera, b.updated_at AS updatedAt,
  (b.deleted_at IS NULL AND ${isLookedAt('b')} AND (b.state = 'accepted' OR (SELECT w.verdict FROM box_identity w
    WHERE w.box_id = b.id) = 'not-a-fin')) AS counts`;

const boxOf = (row: BoxRow): MatchBox => ({ ...row, counts: row.counts === 1 });

/** Boxes that have a vector of this model, those changed at or after `since` only. */
export function matchBoxes(catalogue: Catalogue, modelId: number, since = 0): MatchBox[] {
  return catalogue
    .all<BoxRow>(
      `SELECT ${columns} FROM ${boxFrom}
       WHERE b.updated_at >= @since
         AND EXISTS (SELECT 1 FROM embeddings v WHERE v.model_id = @modelId AND v.box_id = b.id)`,
      { modelId, since },
    )
    .map(boxOf);
}

/** Boxes whose vector of this model is of their present shape. */
export function vectorKeys(catalogue: Catalogue, modelId: number): Map<number, number> {
  return new Map(
    catalogue
      .all<{ boxId: number; revision: number }>(
        `SELECT v.box_id AS boxId, v.box_revision AS revision FROM embeddings v
         JOIN boxes b ON b.id = v.box_id AND b.revision = v.box_revision WHERE v.model_id = ?`,
        modelId,
      )
      .map(({ boxId, revision }) => [boxId, revision]),
  );
}

/**
 * Vectors of some boxes, in any order. The cross join tells SQLite to look each box up; by itself it
 * reads all vectors for one.
 */
export function vectorsOf(
  catalogue: Catalogue,
  modelId: number,
  boxIds: readonly number[],
): StoredVector[] {
  return catalogue.all<StoredVector>(
    `SELECT v.box_id AS boxId, v.vector FROM json_each(?) j
     CROSS JOIN embeddings v ON v.model_id = ? AND v.box_id = j.value`,
    JSON.stringify(boxIds),
    modelId,
  );
}

const names = `SELECT box_id AS boxId, individual_id AS individualId FROM box_identity
  WHERE ${namesAnimal('verdict')}`;

/** The animal that each box shows, by the id that was decided, before merges. */
export const allNames = (catalogue: Catalogue): NamedBox[] => catalogue.all(names);

export const namesOf = (catalogue: Catalogue, boxIds: readonly number[]): NamedBox[] =>
  catalogue.all(`${names} AND box_id IN (SELECT value FROM json_each(?))`, JSON.stringify(boxIds));

/** Boxes that somebody decided about after this row, the newest row first. */
export const decidedSince = (catalogue: Catalogue, decisionId: number) =>
  catalogue.all<{ boxId: number; newest: number }>(
    'SELECT box_id AS boxId, max(id) AS newest FROM decisions WHERE id > ? GROUP BY box_id ORDER BY newest DESC',
    decisionId,
  );

export const newestDecision = (catalogue: Catalogue): number =>
  catalogue.value<number>('SELECT coalesce(max(id), 0) FROM decisions') ?? 0;

/** Every individual and the one that it stands for after all merges. */
export function standsForAll(catalogue: Catalogue): Map<number, number> {
  return new Map(
    catalogue
      .all<{ id: number; intoId: number }>(
        `WITH RECURSIVE ${mergedInto} SELECT id, into_id AS intoId FROM merged`,
      )
      .map(({ id, intoId }) => [id, intoId]),
  );
}

/** Species of the individuals that have one. */
export function speciesOfAll(catalogue: Catalogue): Map<number, string> {
  return new Map(
    catalogue
      .all<{ id: number; species: string }>(
        'SELECT id, species FROM individuals WHERE species IS NOT NULL',
      )
      .map(({ id, species }) => [id, species]),
  );
}

/** Pairs of animals that shared a photo stand for two animals for certain. */
export function photosOfBoth(catalogue: Catalogue): { a: number; b: number }[] {
  return catalogue.all(
    `WITH RECURSIVE ${mergedInto}, shown AS MATERIALIZED (
       SELECT b.photo_id, m.into_id FROM box_identity w JOIN merged m ON m.id = w.individual_id
       JOIN boxes b ON b.id = w.box_id AND b.deleted_at IS NULL
       WHERE ${namesAnimal('w.verdict')})
     SELECT DISTINCT x.into_id AS a, y.into_id AS b FROM shown x
     JOIN shown y ON y.photo_id = x.photo_id AND y.into_id > x.into_id`,
  );
}
