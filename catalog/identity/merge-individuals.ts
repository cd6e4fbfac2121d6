/** Making one individual stand for two. */
import type { Catalogue } from '../catalogue.ts';
import { previewMerge } from '../queries/preview-merge.ts';
import { record } from './record-edit.ts';
import { factsOf } from '../queries/individual-facts.ts';
import { storeFacts } from './edit-individual.ts';
import type { IndividualCard, IndividualFacts } from '#terms/identity/individuals.ts';
import { getIndividual } from '../queries/individuals.ts';

/**
 * Makes one individual stand for two. Decisions keep the animal that they named; nothing is moved or
 * removed, and what `into` does not say is filled from what `from` says.
 */
export function mergeIndividuals(
  catalogue: Catalogue,
  fromId: number,
  intoId: number,
  reviewerId: number,
  now: number,
): IndividualCard {
  return catalogue.transaction(() => {
    const { from, into } = previewMerge(catalogue, fromId, intoId);
    const before = factsOf(catalogue, intoId);
    const filled: IndividualFacts = {
      ...before,
      name: into.name ?? from.name,
      species: into.species ?? from.species,
      sex: into.sex === 'unknown' ? from.sex : into.sex,
      lifeStage: into.lifeStage === 'unknown' ? from.lifeStage : into.lifeStage,
      vitalStatus: into.vitalStatus === 'unknown' ? from.vitalStatus : into.vitalStatus,
      notes: [into.notes, from.notes].filter((notes) => notes.trim() !== '').join('\n'),
    };
    storeFacts(catalogue, intoId, filled);
    catalogue.run('UPDATE individuals SET merged_into = ? WHERE id = ?', intoId, fromId);
    record(
      catalogue,
      {
        action: 'merged',
        individualId: fromId,
        otherId: intoId,
        before,
        after: filled,
        reviewerId,
      },
      now,
    );
    return getIndividual(catalogue, intoId);
  });
}
