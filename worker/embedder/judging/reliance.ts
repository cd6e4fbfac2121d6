/**
 * Whether a network recognises the animal or what is round it: the same queries with the box blanked out, and with
 * everything but the box blanked out, against the same gallery (the check of arXiv 2604.09690).
 */
import { averagePrecisionAt5 } from '#catalog/matching/open-set.ts';
import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import type { EmbedderSet } from '#catalog/training/embedder-set.ts';
import {
  judgeQueries,
  type JudgedQuery,
  type SetVectors,
} from '#catalog/training/judge-identities.ts';
import type { CropStyle } from '#terms/embedder/crops.ts';
import type { Reliance } from '#terms/embedder/evaluation.ts';
import type { SidesTreatment } from '#terms/embedder/sides.ts';
import { plainView, type CropView, type Cutout } from '../learning/augmentation.ts';
import { boxInPicture, type PicturePart } from '../set/box-in-picture.ts';

/** Grey, as beyond the edge of a photo. */
const TONE = 0.5;
/** Where the box fills this part of the picture there are no surroundings to speak of. */
const ALL = 0.97;

const covered = (cutouts: readonly PicturePart[]): CropView => ({
  ...plainView,
  cutouts: cutouts.map((part): Cutout => ({ ...part, tone: TONE })),
});

const withoutBox = (part: PicturePart): CropView => covered([part]);

const boxAlone = ({ x, y, width, height }: PicturePart): CropView =>
  covered([
    { x: 0, y: 0, width: 1, height: y },
    { x: 0, y: y + height, width: 1, height: 1 - y - height },
    { x: 0, y, width: x, height },
    { x: x + width, y, width: 1 - x - width, height },
  ]);

/**
 * @param judged all queries of the set as they are
 * @param look vectors of the set's queries, each in a view of its own
 */
export async function relianceOf(
  set: EmbedderSet,
  vectors: SetVectors,
  judged: readonly JudgedQuery[],
  { style, sides }: { style: CropStyle; sides: SidesTreatment },
  look: (viewOf: (box: IdentityBox) => CropView) => Promise<Float32Array>,
): Promise<Reliance> {
  const known = judged.filter((query) => query.known);
  const precision = (queries: readonly JudgedQuery[]) =>
    meanOf(queries.filter((query) => query.known).map(({ rank }) => averagePrecisionAt5(rank)));
  const seenIn = async (viewOf: (part: PicturePart) => CropView) => {
    const queries = await look((box) => viewOf(boxInPicture(box, style)));
    return precision(judgeQueries(set, { ...vectors, queries }, sides));
  };
  const parts = set.queries.map(({ box }) => boxInPicture(box, style));
  const hasSurroundings = meanOf(parts.map(({ width, height }) => width * height)) < ALL;
  const mirrored = await look(() => ({ ...plainView, flip: true }));
  const { dimensions } = vectors;
  const likeness = set.queries.map((_, query) => {
    let sum = 0;
    for (let at = query * dimensions; at < (query + 1) * dimensions; at += 1)
      sum += (vectors.queries[at] ?? 0) * (mirrored[at] ?? 0);
    return sum;
  });
  const others = judged.flatMap(({ individualId, ranked }) => {
    const other = ranked.find(({ individual }) => individual !== individualId);
    return other === undefined ? [] : [other.score];
  });
  const individuals = new Set(set.gallery.map(({ individualId }) => individualId)).size;
  const firstFive = [1, 2, 3, 4, 5].filter((place) => place <= individuals);
  return {
    queries: known.length,
    whole: precision(judged),
    boxAlone: hasSurroundings ? await seenIn(boxAlone) : null,
    surroundings: hasSurroundings ? await seenIn(withoutBox) : null,
    chance: firstFive.reduce((sum, place) => sum + 1 / place, 0) / Math.max(1, individuals),
    mirrorImage: meanOf(likeness),
    nearestOther: meanOf(others),
  };
}

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
