/** The version in use beside a newly trained one, on photos that neither of them has learned from. */
import { join } from 'node:path';
import { chooseThreshold } from '#catalog/matching/open-set.ts';
import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import { splitHash, type EmbedderSet, type EmbedderSplit } from '#catalog/training/embedder-set.ts';
import { judgeQueries, type SetVectors } from '#catalog/training/judge-identities.ts';
import type { JobSpec } from '#terms/jobs/index.ts';
import type { EmbedderRival } from '#terms/jobs/train-embedder.ts';
import type { JobContext } from '../../job-context.ts';
import { embedSet } from '../looking/embed-set.ts';
import { cropSet } from '../set/learning-set.ts';
import { readSplit } from '../set/split-file.ts';
import { withVersion } from '../looking/with-version.ts';
import { cropStyleOf } from '#terms/embedder/crops.ts';

/** Of fewer queries a difference says nothing. */
export const fewestQueries = 10;

/**
 * Places of the queries that a version has not learned from: none of their encounter was in its training.
 * @param boxes all identified boxes, to know the encounters of what it learned
 */
export function unlearnedQueries(
  { queries }: Pick<EmbedderSet, 'queries'>,
  split: Pick<EmbedderSplit, 'train' | 'pseudo' | 'final'>,
  boxes: readonly IdentityBox[],
): number[] {
  const learned = new Set(
    [...split.train, ...split.pseudo, ...(split.final ?? [])].map(({ boxId }) => boxId),
  );
  const met = new Set(
    boxes.filter(({ boxId }) => learned.has(boxId)).map(({ encounter }) => encounter),
  );
  return queries.flatMap(({ box }, at) =>
    met.has(box.encounter) || learned.has(box.boxId) ? [] : [at],
  );
}

/** Rows of some queries. */
function rowsOf(
  { queries, gallery, dimensions }: SetVectors,
  places: readonly number[],
): SetVectors {
  const some = new Float32Array(places.length * dimensions);
  for (const [row, at] of places.entries())
    some.set(queries.subarray(at * dimensions, (at + 1) * dimensions), row * dimensions);
  return { queries: some, gallery, dimensions };
}

/**
 * Judges both on the queries that neither has learned from, against the same gallery.
 * @param ours vectors of the set by the new version
 * @returns null where there is nothing to compare: no version in use, one that was judged on the same
 *   split (its own figure says it), one that takes sides otherwise, too few photos, or files that are gone
 */
export async function judgeRival(
  set: EmbedderSet,
  ours: SetVectors,
  boxes: readonly IdentityBox[],
  { recipe: { sides, newShare, device }, rival }: JobSpec<'train-embedder'>,
  context: JobContext<'train-embedder'>,
): Promise<EmbedderRival | null> {
  if (!rival || rival.serving.sides !== sides) return null;
  const { modelId, serving, splitFolder } = rival;
  const { catalogueFolder } = context.place;
  try {
    const split = await readSplit(join(catalogueFolder, splitFolder));
    if (split !== null && splitHash(split) === splitHash(set.split)) return null;
    const places = unlearnedQueries(set, split ?? { train: [], pseudo: [] }, boxes);
    if (places.length < fewestQueries) return null;
    const asked = { ...set, learned: [], queries: places.map((at) => set.queries[at]) };
    const style = cropStyleOf(serving);
    const cropped = await cropSet(asked, style, context.place, {
      signal: context.signal,
      progress: () => {},
    });
    if (cropped.skipped.length > 0) return null;
    const theirs = await withVersion(catalogueFolder, serving, device, (embedder) =>
      embedSet(embedder, cropped.set, cropped.files, serving, { signal: context.signal }),
    );
    const map5 = (vectors: SetVectors) =>
      chooseThreshold(judgeQueries(asked, vectors, sides), newShare).map5;
    return { modelId, queries: places.length, map5: map5(theirs), own: map5(rowsOf(ours, places)) };
  } catch (error) {
    if (context.signal.aborted) throw error;
    // What was trained must not be lost because something older cannot be opened.
    context.log('warning', `The version in use could not be compared: ${(error as Error).message}`);
    return null;
  }
}
