import { splitHash, type EmbedderSet } from '#catalog/training/embedder-set.ts';
import type { EmbedderDataSeen } from '#terms/embedder/versions.ts';

export function dataSeen({ learned, queries, classes, split }: EmbedderSet): EmbedderDataSeen {
  const pseudo = new Set(split.pseudo.map(({ boxId }) => boxId));
  const known = queries.filter((query) => query.known).length;
  return {
    train: {
      boxes: learned.length,
      individuals: new Set(learned.map(({ individualId }) => individualId)).size,
    },
    validation: { boxes: queries.length, known, new: queries.length - known },
    heldOut: split.heldOut.length,
    pseudoLabels: learned.filter(({ boxId }) => pseudo.has(boxId)).length,
    classes: classes.length,
    split: splitHash(split),
  };
}
