/** Making one individual stand for two. */
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { record } from './individual-edit-log.ts';
import { factsOf, storeFacts } from './individual-facts.ts';
import type { IndividualCard, IndividualFacts } from '#terms/identity/individuals.ts';
import type { MergePreview } from '#terms/identity/merge-and-split.ts';
import { boxesOfIndividual, getIndividual } from '../queries/individuals.ts';

/** @throws CatalogueError `bad-input` for the same individual twice, `not-found`. */
export function previewMerge(catalogue: Catalogue, fromId: number, intoId: number): MergePreview {
  if (fromId === intoId) {
    throw new CatalogueError('bad-input', 'An individual cannot be merged into itself.', {
      fromId,
    });
  }
  const from = getIndividual(catalogue, fromId);
  const into = getIndividual(catalogue, intoId);
  const [own, theirs] = [fromId, intoId].map((id) => boxesOfIndividual(catalogue, id));
  const encounters = new Set(theirs.map(({ encounterId }) => encounterId));
  const photos = new Set(theirs.map(({ photoId }) => photoId));
  const together = new Map<number, string>();
  const photosOfBoth = new Map<number, string>();
  for (const { encounterId, encounterName, photoId, photoName } of own) {
    if (encounterId !== null && encounters.has(encounterId)) {
      together.set(encounterId, encounterName ?? `encounter ${encounterId}`);
    }
    if (photos.has(photoId)) photosOfBoth.set(photoId, photoName);
  }
  const facts = [
    ['name', from.name, into.name],
    ['species', from.species, into.species],
    ['sex', known(from.sex), known(into.sex)],
    ['life stage', known(from.lifeStage), known(into.lifeStage)],
    ['alive or dead', known(from.vitalStatus), known(into.vitalStatus)],
  ] as const;
  return {
    from,
    into,
    boxes: from.boxes + into.boxes,
    together: [...together].map(([encounterId, name]) => ({ encounterId, name })),
    photosOfBoth: [...photosOfBoth].map(([photoId, name]) => ({ photoId, name })),
    differences: facts.flatMap(([fact, a, b]) =>
      a !== null && b !== null && a !== b ? [{ fact, from: a, into: b }] : [],
    ),
  };
}

const known = (value: string) => (value === 'unknown' ? null : value);

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
