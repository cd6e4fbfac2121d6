import type { PseudoLabelRule, StoredRound } from '#terms/identity/pseudo-labels.ts';
import type { Catalogue } from '../catalogue.ts';

interface NewPseudoLabel {
  boxId: number;
  individualId: number;
  score: number;
  probability: number | null;
}

/** Stores a round whole. */
export function storePseudoLabels(
  catalogue: Catalogue,
  modelId: number,
  rule: PseudoLabelRule,
  labels: readonly NewPseudoLabel[],
  now: number,
): StoredRound {
  return catalogue.transaction(() => {
    const { id } = catalogue.run(
      'INSERT INTO pseudo_label_rounds (model_id, rule, created_at) VALUES (?, ?, ?)',
      modelId,
      JSON.stringify(rule),
      now,
    );
    for (const { boxId, individualId, score, probability } of labels)
      catalogue.run(
        `INSERT INTO pseudo_labels (round_id, box_id, individual_id, score, probability)
         VALUES (?, ?, ?, ?, ?)`,
        id,
        boxId,
        individualId,
        score,
        probability,
      );
    return { id, modelId, rule, labels: labels.length, createdAt: now, trainedModelId: null };
  });
}
