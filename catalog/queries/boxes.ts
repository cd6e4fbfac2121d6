import type { Box, BoxClass } from '#terms/boxes/boxes.ts';
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

export function boxClasses(catalogue: Catalogue): BoxClass[] {
  return catalogue.all('SELECT id, name, position FROM box_classes ORDER BY position, id');
}

/** The class of that name, made if it is new; names are compared without case. */
export function boxClassId(catalogue: Catalogue, name: string): number {
  return (
    catalogue.value<number>('SELECT id FROM box_classes WHERE name = ?', name) ??
    catalogue.run(
      `INSERT INTO box_classes (name, position)
       VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM box_classes))`,
      name,
    ).id
  );
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

export function boxesOfPhoto(catalogue: Catalogue, photoId: number): Box[] {
  return catalogue
    .all<Omit<Box, 'cannotIdentify'> & { cannotIdentify: number }>(
      `SELECT b.id, b.photo_id AS photoId, b.class_id AS classId, c.name AS className, b.x, b.y, b.w,
         b.h, b.source, b.state, b.model_id AS modelId, b.confidence, b.side, b.angle, b.exposure,
         b.focus, b.visible, b.distinctiveness, b.cannot_identify AS cannotIdentify, b.revision,
         b.updated_at AS updatedAt
       FROM boxes b JOIN box_classes c ON c.id = b.class_id
       WHERE b.photo_id = ? AND b.deleted_at IS NULL ORDER BY b.id`,
      photoId,
    )
    .map((box) => ({ ...box, cannotIdentify: box.cannotIdentify === 1 }));
}
