/** Another version beside a newly trained one, on photos that neither of them has learned from. */
import { join } from 'node:path';
import { versionFolder } from '#catalog/layout.ts';
import { chooseThreshold } from '#catalog/matching/open-set.ts';
import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import { splitHash, type EmbedderSet, type EmbedderSplit } from '#catalog/training/embedder-set.ts';
import { judgeQueries, type SetVectors } from '#catalog/training/judge-identities.ts';
import { servingOf } from '#catalog/versions/serving.ts';
import { cropStyleOf } from '#terms/embedder/crops.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import type { EmbedderRival } from '#terms/jobs/train-embedder.ts';
import type { StoredModel } from '#terms/models/versions.ts';
import type { JobContext } from '../../job-context.ts';
import { embedSet } from '../looking/embed-set.ts';
import { withVersion } from '../looking/with-version.ts';
import { cropSet } from '../set/learning-set.ts';
import { readSplit } from '../set/split-file.ts';

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
 * @returns null for one that was judged on the same split (its own
 *   figure says it), one that takes sides otherwise, too few photos, or photos that are gone
 * @throws CatalogueError, JobError if it cannot be used
 */
export async function compareEmbedders(
  rival: StoredModel,
  { set, boxes, ours }: { set: EmbedderSet; boxes: readonly IdentityBox[]; ours: SetVectors },
  { sides, newShare, device }: Pick<EmbedderRecipe, 'sides' | 'newShare' | 'device'>,
  { place, signal }: JobContext<'train-embedder'>,
): Promise<EmbedderRival | null> {
  const serving = servingOf(rival);
  if (serving.sides !== sides) return null;
  const { catalogueFolder } = place;
  const split = await readSplit(join(catalogueFolder, versionFolder('embedder', rival.version)));
  if (split !== null && splitHash(split) === splitHash(set.split)) return null;
  const places = unlearnedQueries(set, split ?? { train: [], pseudo: [] }, boxes);
  if (places.length < fewestQueries) return null;
  const asked = { ...set, learned: [], queries: places.map((at) => set.queries[at]) };
  const watch = { signal, progress: () => {} };
  const cropped = await cropSet(asked, cropStyleOf(serving), place, watch);
  if (cropped.skipped.length > 0) return null;
  const theirs = await withVersion(catalogueFolder, serving, device, (embedder) =>
    embedSet(embedder, cropped.set, cropped.files, serving, { signal }),
  );
  const map5 = (vectors: SetVectors) =>
    chooseThreshold(judgeQueries(asked, vectors, sides), newShare).map5;
  return {
    modelId: rival.id,
    queries: places.length,
    map5: map5(theirs),
    own: map5(rowsOf(ours, places)),
  };
}
