/** What there is to learn from, and how much of it came since the version in use was trained. */
import type { BoxesSince, NamesSince } from '#terms/training/standing.ts';
import { isLookedAt, isOfPhoto } from '../boxes/box-kinds.ts';
import type { Reader } from '../moment.ts';
import { namesAnimal } from './naming-verdicts.ts';
import type { QueueFilter } from '#terms/identity/queue.ts';
import { classValues, meantFor } from './meant-for.ts';

/** What a detector would learn from. @param trainedAt 0 where none of the catalogue's own is in use */
export function boxesSince(reader: Reader, trainedAt: number): BoxesSince {
  const count = (sql: string, ...values: unknown[]) => reader.value<number>(sql, ...values) ?? 0;
  // A cut-out teaches no detector where on a photo an animal is.
  const accepted = `FROM boxes b WHERE b.state = 'accepted' AND b.deleted_at IS NULL AND b.kind = 'place'`;
  return {
    labels: count(`SELECT count(*) ${accepted}`),
    newLabels: count(`SELECT count(*) ${accepted} AND b.updated_at > ?`, trainedAt),
    photosWithBoxes: count(`SELECT count(DISTINCT photo_id) ${accepted}`),
    backgroundPhotos: count(
      `SELECT count(*) FROM photos p WHERE p.checked_at IS NOT NULL AND p.box_count = 0
         AND NOT EXISTS (SELECT 1 FROM boxes n
           WHERE n.photo_id = p.id AND n.deleted_at IS NULL AND ${isOfPhoto('n')})`,
    ),
    classes: reader.all(
      `SELECT c.id, c.name, count(*) AS boxes FROM boxes b JOIN box_classes c ON c.id = b.class_id
       WHERE b.state = 'accepted' AND b.deleted_at IS NULL AND b.kind = 'place'
       GROUP BY c.id ORDER BY c.position, c.id`,
    ),
  };
}

interface EmbedderInUse {
  modelId: number;
  /** Instant before which labels could be seen. */
  trainedAt: number;
  /** Classes of boxes that it is meant for; none for all. */
  classes: Pick<QueueFilter, 'classId' | 'orClassIds'>;
}

/** What an embedder would learn from. @param network null while none is in use: all labels are new then, and no box has a vector */
export function namesSince(reader: Reader, network: EmbedderInUse | null): NamesSince {
  const named = reader.get<Omit<NamesSince, 'withoutVector'>>(
    `SELECT count(*) AS labels, coalesce(sum(w.decided_at > ?), 0) AS newLabels,
       count(DISTINCT w.individual_id) AS individuals
     FROM box_identity w JOIN boxes b ON b.id = w.box_id
     WHERE ${namesAnimal('w.verdict')} AND b.deleted_at IS NULL AND b.state = 'accepted'
       AND ${isLookedAt('b')}`,
    network?.trainedAt ?? 0,
  ) ?? { labels: 0, newLabels: 0, individuals: 0 };
  const withoutVector =
    reader.value<number>(
      // A network of fins makes no vectors of bodies, and a photo that is gone cannot be looked at.
      `SELECT count(*) FROM boxes b JOIN photos p ON p.id = b.photo_id
       WHERE b.state = 'accepted' AND b.deleted_at IS NULL AND p.missing = 0 AND ${isLookedAt('b')}
         AND ${meantFor('b')}
         AND NOT EXISTS (SELECT 1 FROM embeddings v WHERE v.model_id = @modelId AND v.box_id = b.id
           AND v.box_revision = b.revision)`,
      { modelId: network?.modelId ?? 0, ...classValues(network?.classes ?? {}) },
    ) ?? 0;
  return { ...named, withoutVector };
}
