import { attributeNames } from '#terms/boxes/attributes.ts';
import type { Box, BoxClass } from '#terms/boxes/boxes.ts';
import { flagsOf, selectOf, type WithStoredFlags } from '../boxes/attribute-columns.ts';
import { isPlace } from '../boxes/box-kinds.ts';
import type { Catalogue } from '../catalogue.ts';

export function boxClasses(catalogue: Catalogue): BoxClass[] {
  return catalogue.all('SELECT id, name, position FROM box_classes ORDER BY position, id');
}

export function boxesOfPhoto(catalogue: Catalogue, photoId: number): Box[] {
  return catalogue
    .all<WithStoredFlags<Box>>(
      `SELECT b.id, b.photo_id AS photoId, b.class_id AS classId, c.name AS className, b.x, b.y, b.w,
         b.h, b.kind, b.source, b.state, b.model_id AS modelId, b.confidence, ${selectOf(attributeNames)},
         b.revision, b.updated_at AS updatedAt
       FROM boxes b JOIN box_classes c ON c.id = b.class_id
       WHERE b.photo_id = ? AND b.deleted_at IS NULL AND ${isPlace('b')} ORDER BY b.id`,
      photoId,
    )
    .map((box) => ({ ...box, ...flagsOf(box) }));
}
