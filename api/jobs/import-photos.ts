import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { groupIntoEncounters } from '#catalog/encounters/group-encounters.ts';
import { likelyCutOuts, makeCutOuts } from '#catalog/import/cut-outs.ts';
import { storeImportedFiles } from '#catalog/import/store-photos.ts';
import { lastUnreadable } from '#catalog/queries/photos.ts';
import type { JobResult } from '#terms/jobs/index.ts';
import { rawKindOf } from '#terms/photos/file-kinds.ts';
import type { CountedKind, ImportedFile } from '#terms/photos/imported-file.ts';
import { counted, joined, number } from '#terms/words.ts';
import type { ShellSide, Tally } from './shell-side.ts';

export const importPhotos = {
  brings: ({ paths }) => ({ kind: 'photos', source: paths.join(', ') }),

  storeBatch: (catalogue, batch, { encounterGapMinutes }, tally) => {
    const counts = storeImportedFiles(catalogue, batch, Date.now(), (root, relPath) =>
      existsSync(join(root, relPath)),
    );
    for (const [name, count] of Object.entries(counts)) tally[name] = (tally[name] ?? 0) + count;
    for (const kind of rawKindsLeft(batch))
      tally[`kind ${kind}`] = (tally[`kind ${kind}`] ?? 0) + 1;
    tally.batches = (tally.batches ?? 0) + 1;
    if (tally.batches === 1) {
      // The first photos are in an encounter at once: a person who looks meanwhile sees order.
      groupIntoEncounters(catalogue, 'ungrouped', encounterGapMinutes, { now: Date.now() });
    }
  },

  finish: (
    catalogue,
    found,
    { paths, encounterGapMinutes, cutOuts: asked, cutOutClass },
    tally,
  ) => {
    groupIntoEncounters(catalogue, 'ungrouped', encounterGapMinutes, { now: Date.now() });
    const of = (name: keyof Tally) => tally[name] ?? 0;
    const left = of('unreadable') + of('unread');
    const result: JobResult<'import-photos'> = {
      ...found,
      added: of('added'),
      alreadyThere: found.alreadyThere + of('alreadyThere'),
      duplicates: of('duplicates'),
      relinked: of('relinked'),
      refreshed: of('refreshed'),
      beside: of('beside'),
      displaced: of('displaced'),
      undated: of('undated'),
      datedByChange: of('datedByChange'),
      unreadKinds: allKinds(found.unreadKinds, tally),
      unreadable: lastUnreadable(catalogue, Math.min(left, 1000)),
      cutOuts: asked === true ? makeCutOuts(catalogue, paths, cutOutClass, Date.now()) : 0,
      likelyCutOuts: asked === null ? likelyCutOuts(catalogue, paths) : 0,
    };
    return { result, summary: summaryOf(result, of('unreadable')) };
  },
} satisfies ShellSide<'import-photos'>;

/** RAW files of a batch that hold no picture large enough: their kind is not read. */
const rawKindsLeft = (batch: readonly ImportedFile[]): string[] =>
  batch.flatMap((file) =>
    file.outcome === 'unreadable' && file.kind !== null && rawKindOf(file.relPath) !== null
      ? [file.kind]
      : [],
  );

function allKinds(byName: readonly CountedKind[], tally: Tally): CountedKind[] {
  const raw = Object.entries(tally).flatMap(([name, files]) =>
    name.startsWith('kind ') ? [{ kind: name.slice('kind '.length), files }] : [],
  );
  return [...byName, ...raw].sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

const sumOf = (kinds: readonly CountedKind[]) => kinds.reduce((sum, { files }) => sum + files, 0);

/** `2 NEF, 1 HEIC`. */
const kindsOf = (kinds: readonly CountedKind[], most = 8): string => {
  const named = kinds.slice(0, most).map(({ kind, files }) => `${number(files)} ${kind}`);
  return [...named, ...(kinds.length > most ? ['…'] : [])].join(', ');
};

/** What came of it in sentences: what is in the catalogue now, then what a person should look at, then what was left. */
function summaryOf(result: JobResult<'import-photos'>, unreadable: number): string {
  const { added, alreadyThere, duplicates, relinked, refreshed, beside } = result;
  const taken = [
    added > 0 || alreadyThere + duplicates + relinked + refreshed === 0
      ? `${counted(added, 'photo')} added`
      : 'Nothing new',
    alreadyThere > 0 ? `${number(alreadyThere)} already there` : '',
    refreshed > 0 ? `${counted(refreshed, 'photo')} with new facts and the same picture` : '',
    relinked > 0 ? `${number(relinked)} found again in a new place` : '',
    duplicates > 0 ? `${counted(duplicates, 'duplicate')} kept once` : '',
    beside > 0
      ? `${counted(beside, 'RAW file')} beside ${beside === 1 ? 'its' : 'their'} JPEG`
      : '',
    result.cutOuts > 0 ? counted(result.cutOuts, 'cut-out') : '',
    unreadable > 0 ? `${counted(unreadable, 'file')} could not be read` : '',
  ];
  const { displaced, undated, datedByChange, unreadKinds, ownFolders, others } = result;
  const unread = sumOf(unreadKinds);
  const own = sumOf(ownFolders);
  return joined(
    [
      `${joined(taken, ', ')}.`,
      displaced > 0
        ? `${counted(displaced, 'photo')} with boxes ${displaced === 1 ? 'is' : 'are'} missing now: another picture stands in ${displaced === 1 ? 'its' : 'their'} place. Boxes and names are kept for when the right files are back.`
        : '',
      undated > 0 ? `${counted(undated, 'photo')} ${undated === 1 ? 'has' : 'have'} no date.` : '',
      datedByChange > 0
        ? `${counted(datedByChange, 'photo')} only ${datedByChange === 1 ? 'says' : 'say'} when the file was last changed; that was taken for the date.`
        : '',
      unread > 0
        ? `${counted(unread, 'file is of a kind that is not read', 'files are of a kind that is not read')} (${kindsOf(unreadKinds)}).`
        : '',
      own > 0
        ? `${counted(own, 'picture')} in folders of thumbnails and bins left out (${kindsOf(ownFolders.map(({ kind, files }) => ({ kind: `in ${kind}`, files })))}).`
        : '',
      others.length > 0
        ? `${counted(sumOf(others), 'file')} that ${sumOf(others) === 1 ? 'is no picture' : 'are no pictures'} left out (${kindsOf(others)}).`
        : '',
    ],
    ' ',
  );
}
