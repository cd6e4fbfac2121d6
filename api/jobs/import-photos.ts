import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { groupIntoEncounters } from '#catalog/encounters/group-encounters.ts';
import { likelyCutOuts, makeCutOuts } from '#catalog/import/cut-outs.ts';
import { storeImportedFiles } from '#catalog/import/store-photos.ts';
import { lastUnreadable } from '#catalog/queries/photos.ts';
import { counted, joined, number } from '#terms/words.ts';
import type { ShellSide } from './shell-side.ts';

export const importPhotos = {
  brings: ({ paths }) => ({ kind: 'photos', source: paths.join(', ') }),

  storeBatch: (catalogue, batch, { encounterGapMinutes }, tally) => {
    const counts = storeImportedFiles(catalogue, batch, Date.now(), (root, relPath) =>
      existsSync(join(root, relPath)),
    );
    for (const [name, count] of Object.entries(counts)) tally[name] = (tally[name] ?? 0) + count;
    tally.batches = (tally.batches ?? 0) + 1;
    if (tally.batches === 1) {
      // The first photos are in an encounter at once: a person who looks meanwhile sees order.
      groupIntoEncounters(catalogue, 'ungrouped', encounterGapMinutes, { now: Date.now() });
    }
  },

  finish: (
    catalogue,
    result,
    { paths, encounterGapMinutes, cutOuts: asked, cutOutClass },
    tally,
  ) => {
    groupIntoEncounters(catalogue, 'ungrouped', encounterGapMinutes, { now: Date.now() });
    const added = tally.added ?? 0;
    const duplicates = tally.duplicates ?? 0;
    const relinked = tally.relinked ?? 0;
    const unreadable = tally.unreadable ?? 0;
    const alreadyThere = result.alreadyThere + (tally.alreadyThere ?? 0);
    const cutOuts = asked === true ? makeCutOuts(catalogue, paths, cutOutClass, Date.now()) : 0;
    const guessed = asked === null ? likelyCutOuts(catalogue, paths) : 0;
    const parts = [
      added > 0 || alreadyThere + duplicates + relinked === 0
        ? `${counted(added, 'photo')} added`
        : 'Nothing new',
      alreadyThere > 0 ? `${number(alreadyThere)} already there` : '',
      relinked > 0 ? `${number(relinked)} found again in a new place` : '',
      duplicates > 0 ? `${counted(duplicates, 'duplicate')} kept once` : '',
      cutOuts > 0 ? counted(cutOuts, 'cut-out') : '',
      unreadable > 0 ? `${counted(unreadable, 'file')} could not be read` : '',
    ];
    const unreadableFiles = lastUnreadable(catalogue, Math.min(unreadable, 1000));
    return {
      result: {
        ...result,
        added,
        alreadyThere,
        duplicates,
        relinked,
        unreadable: unreadableFiles,
        cutOuts,
        likelyCutOuts: guessed,
      },
      summary: `${joined(parts, ', ')}.`,
    };
  },
} satisfies ShellSide<'import-photos'>;
