import type { Box } from '#terms/boxes/boxes.ts';
import type { Side } from '#terms/sides.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';

export interface NewBox {
  photoId: number;
  classId: number;
  x: number;
  y: number;
  w: number;
  h: number;
  source: Box['source'];
  state: Box['state'];
  modelId?: number | null;
  confidence?: number | null;
  side?: Side;
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
  return catalogue.run(
    `INSERT INTO boxes (photo_id, class_id, x, y, w, h, source, state, model_id, confidence, side,
       created_by, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    box.photoId,
    box.classId,
    x,
    y,
    Math.min(w, 1 - x),
    Math.min(h, 1 - y),
    box.source,
    box.state,
    box.modelId ?? null,
    box.confidence ?? null,
    box.side ?? 'unknown',
    box.reviewerId ?? null,
    now,
    now,
  ).id;
}
