/** How far the network in use has fallen behind what persons have decided since. */
import type { Catalogue } from '../catalogue.ts';

export interface MatchStanding {
  /** Boxes that name an animal, in all and by a decision after `trainedAt`. */
  labels: number;
  newLabels: number;
  individuals: number;
  /** Accepted boxes without a vector of their present shape. */
  withoutVector: number;
}

/** @param trainedAt instant before which labels could be seen; null counts all as new */
export function matchStanding(
  catalogue: Catalogue,
  modelId: number | null,
  trainedAt: number | null,
): MatchStanding {
  const named = catalogue.get<Omit<MatchStanding, 'withoutVector'>>(
    `SELECT count(*) AS labels, coalesce(sum(w.decided_at > ?), 0) AS newLabels,
       count(DISTINCT w.individual_id) AS individuals
     FROM box_identity w JOIN boxes b ON b.id = w.box_id
     WHERE w.verdict IN ('match', 'probable', 'new') AND b.deleted_at IS NULL AND b.state = 'accepted'`,
    trainedAt ?? 0,
  ) ?? { labels: 0, newLabels: 0, individuals: 0 };
  const withoutVector =
    catalogue.value<number>(
      // A network of fins makes no vectors of bodies, so these lack none.
      `SELECT count(*) FROM boxes b WHERE b.state = 'accepted' AND b.deleted_at IS NULL
         AND b.class_id = coalesce((SELECT json_extract(m.recipe, '$.classId') FROM models m
           WHERE m.id = @modelId), b.class_id)
         AND NOT EXISTS (SELECT 1 FROM embeddings v WHERE v.model_id = @modelId AND v.box_id = b.id
           AND v.box_revision = b.revision)`,
      { modelId: modelId ?? 0 },
    ) ?? 0;
  return { ...named, withoutVector };
}
