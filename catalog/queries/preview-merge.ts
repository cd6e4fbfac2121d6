import { factTitles } from '#terms/identity/individuals.ts';
import type { MergePreview } from '#terms/identity/merge-and-split.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { boxesOfIndividual, getIndividual } from './individuals.ts';

/**
 * What a merge would do.
 *
 * @throws CatalogueError `bad-input` for the same individual twice, `not-found`.
 */
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
  return {
    from,
    into,
    boxes: from.boxes + into.boxes,
    together: [...together].map(([encounterId, name]) => ({ encounterId, name })),
    photosOfBoth: [...photosOfBoth].map(([photoId, name]) => ({ photoId, name })),
    differences: compared.flatMap((fact) => {
      const [a, b] = [known(from[fact]), known(into[fact])];
      return a !== null && b !== null && a !== b
        ? [{ fact: factTitles[fact], from: a, into: b }]
        : [];
    }),
  };
}

/** Facts of which an animal has one. */
const compared = ['name', 'species', 'sex', 'lifeStage', 'vitalStatus'] as const;

const known = (value: string | null) => (value === 'unknown' ? null : value);
