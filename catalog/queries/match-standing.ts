/** How far the network in use has fallen behind what persons have decided since. */
import type { LabelsSince } from '#terms/matching/standing.ts';
import type { Catalogue } from '../catalogue.ts';
import { namesAnimal } from './naming-verdicts.ts';

export interface StandingOf {
  modelId: number;
  /** Instant before which labels could be seen. */
  trainedAt: number;
  /** Class of boxes that it is meant for; null for all. */
  classId: number | null;
}

/** @param network null while none is in use: all labels are new then, and no box has a vector */
export function labelsSince(catalogue: Catalogue, network: StandingOf | null): LabelsSince {
  const named = catalogue.get<Omit<LabelsSince, 'withoutVector'>>(
    `SELECT count(*) AS labels, coalesce(sum(w.decided_at > ?), 0) AS newLabels,
       count(DISTINCT w.individual_id) AS individuals
     FROM box_identity w JOIN boxes b ON b.id = w.box_id
     WHERE ${namesAnimal('w.verdict')} AND b.deleted_at IS NULL AND b.state = 'accepted'`,
    network?.trainedAt ?? 0,
  ) ?? { labels: 0, newLabels: 0, individuals: 0 };
  const withoutVector =
    catalogue.value<number>(
      // A network of fins makes no vectors of bodies, and a photo that is gone cannot be looked at.
      `SELECT count(*) FROM boxes b JOIN photos p ON p.id = b.photo_id
       WHERE b.state = 'accepted' AND b.deleted_at IS NULL AND p.missing = 0
         AND (@classId IS NULL OR b.class_id = @classId)
         AND NOT EXISTS (SELECT 1 FROM embeddings v WHERE v.model_id = @modelId AND v.box_id = b.id
           AND v.box_revision = b.revision)`,
      { modelId: network?.modelId ?? 0, classId: network?.classId ?? null },
    ) ?? 0;
  return { ...named, withoutVector };
}
