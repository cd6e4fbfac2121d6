/** Boxes of the classes that a network is meant for: a fin, or the body of an animal without one. */
import type { QueueFilter } from '#terms/identity/queue.ts';
import { z } from 'zod';
import type { Reader } from '../moment.ts';

/**
 * SQL that holds for the boxes: those of @classId, and those of the further classes @orClasses that have no box of a
 * class before in them. Both null: for all. `catalog/training/boxes-of-classes.ts` says the same of named ones.
 */
export const meantFor = (box: string): string => `(@classId IS NULL OR ${box}.class_id = @classId
  OR (@orClasses IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(@orClasses) own WHERE own.value = ${box}.class_id
    AND NOT EXISTS (SELECT 1 FROM boxes f WHERE f.photo_id = ${box}.photo_id AND f.deleted_at IS NULL
      AND f.state = 'accepted' AND f.x + f.w / 2 BETWEEN ${box}.x AND ${box}.x + ${box}.w
      AND f.y + f.h / 2 BETWEEN ${box}.y AND ${box}.y + ${box}.h
      AND (f.class_id = @classId OR EXISTS (SELECT 1 FROM json_each(@orClasses) better
        WHERE better.value = f.class_id AND better.key < own.key))))))`;

type Classes = Pick<QueueFilter, 'classId' | 'orClassIds'>;

/** What the SQL asks for. */
export const classValues = ({ classId, orClassIds = [] }: Classes) => ({
  classId: classId ?? null,
  orClasses: orClassIds.length === 0 ? null : JSON.stringify(orClassIds),
});

const kept = z.object({
  classId: z.number().int().nullish(),
  orClassIds: z.array(z.number().int()).default([]),
});

/** Those that the embedder in use is meant for; none, that is all, where none is in use. */
export function classesInUse(catalogue: Pick<Reader, 'value'>): Classes {
  const recipe = catalogue.value<string>(
    `SELECT recipe FROM models WHERE kind = 'embedder' AND chosen = 1`,
  );
  return classesOf(recipe === undefined ? {} : JSON.parse(recipe));
}

/** Those of a version's recipe. */
export function classesOf(recipe: unknown): Classes {
  const read = kept.safeParse(recipe);
  if (!read.success || typeof read.data.classId !== 'number') return {};
  return { classId: read.data.classId, orClassIds: read.data.orClassIds };
}
