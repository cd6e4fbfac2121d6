import { blankAttributes, type BoxAttributes } from '#terms/boxes/attributes.ts';
import type { BoxSource, BoxState } from '#terms/boxes/boxes.ts';
import type { BoxKind } from '#terms/boxes/kinds.ts';
import type { Rectangle } from '#terms/geometry.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { columnsOf } from './attribute-columns.ts';

/** Attributes that are not given are blank. */
export interface NewBox extends Rectangle, Partial<BoxAttributes> {
  photoId: number;
  classId: number;
  /** A place on the photo where not given. */
  kind?: BoxKind;
  source: BoxSource;
  state: BoxState;
  modelId?: number | null;
  confidence?: number | null;
  reviewerId?: number | null;
}

/** @throws CatalogueError `bad-input` if the box has no area or does not lie on the photo. */
export function insertBox(catalogue: Catalogue, box: NewBox, now: number): number {
  const { x, y, w, h } = box;
  const inside = x >= 0 && y >= 0 && w > 0 && h > 0 && x + w <= 1.000001 && y + h <= 1.000001;
  if (!inside) {
    throw new CatalogueError(
      'bad-input',
      `A box at ${x}, ${y} of ${w} × ${h} does not lie on the photo; fractions of it run from 0 to 1.`,
      { photoId: box.photoId },
    );
  }
  const row = {
    photo_id: box.photoId,
    class_id: box.classId,
    kind: box.kind ?? 'place',
    x,
    y,
    w: Math.min(w, 1 - x),
    h: Math.min(h, 1 - y),
    source: box.source,
    state: box.state,
    model_id: box.modelId ?? null,
    confidence: box.confidence ?? null,
    ...columnsOf({ ...blankAttributes, ...box }),
    created_by: box.reviewerId ?? null,
    created_at: now,
    updated_at: now,
  };
  const columns = Object.keys(row);
  return catalogue.run(
    `INSERT INTO boxes (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    ...Object.values(row),
  ).id;
}
