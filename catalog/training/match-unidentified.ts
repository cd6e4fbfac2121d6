/** Whom boxes that nobody has judged may show, by the vectors of one network. */
import type { MatchedBox } from '#terms/questions/match-unidentified.ts';
import { BestPhotos } from '../matching/best-photos.ts';
import { Gallery } from '../matching/rank.ts';
import { identityBoxes, type IdentityBox } from '../queries/identity-boxes.ts';
import { storedVectors } from '../queries/embeddings.ts';
import type { Reader } from '../moment.ts';
import { boxesOfClasses, type BoxClasses } from './boxes-of-classes.ts';
import { sidesFit } from './embedder-set.ts';
import type { SidesTreatment } from '#terms/embedder/sides.ts';

/** A box with whom it may show. */
interface MatchedIdentity extends MatchedBox {
  box: IdentityBox;
}

interface Matches {
  matched: MatchedIdentity[];
  /** Boxes to be named that have no vector of this network as they are now. */
  withoutVector: number;
}

/**
 * Candidates of each box that `asks`, best first. Only vectors of the one network are looked at, each
 * made of its box as it is now. What else is on the box's own photo is no evidence; a named photo of its
 * encounter is.
 *
 * @param asks which boxes are to be named; by default those that nobody judged
 */
export function matchUnidentified(
  db: Reader,
  { modelId, sides, ...classes }: BoxClasses & { modelId: number; sides: SidesTreatment },
  count: number,
  asks: (box: IdentityBox) => boolean = ({ judged }) => !judged,
): Matches {
  const boxes = boxesOfClasses(identityBoxes(db), classes);
  const { boxIds, vectors, dimensions } = storedVectors(db, modelId);
  const rowOf = new Map(boxIds.map((boxId, row) => [boxId, row]));
  const known = boxes.filter(
    ({ individualId, boxId }) => individualId !== null && rowOf.has(boxId),
  );
  const asking = boxes.filter(asks);
  const queries = asking.filter(({ boxId }) => rowOf.has(boxId));
  const matched = new Map<number, MatchedIdentity>();
  if (known.length > 0) {
    const gallery = new Gallery(vectorsAt(known, rowOf, vectors, dimensions), dimensions);
    const owners = Int32Array.from(known, ({ individualId }) => individualId ?? -1);
    const photos = new BestPhotos(owners);
    gallery.scoresOfMany(vectorsAt(queries, rowOf, vectors, dimensions), (at, scores) => {
      const box = queries[at];
      const counts = (row: number) =>
        known[row].photoId !== box.photoId && sidesFit(box.side, known[row].side, sides);
      const candidates = photos
        .nearest(scores, counts, count)
        .map(({ individual, score, bestRow }) => ({
          individualId: individual,
          code: known[bestRow].code ?? '',
          score,
          bestBoxId: known[bestRow].boxId,
        }));
      matched.set(box.boxId, { box, candidates });
    });
  }
  return {
    matched: queries.map((box) => matched.get(box.boxId) ?? { box, candidates: [] }),
    withoutVector: asking.length - queries.length,
  };
}

function vectorsAt(
  boxes: readonly IdentityBox[],
  rowOf: ReadonlyMap<number, number>,
  vectors: Float32Array,
  dimensions: number,
): Float32Array {
  const chosen = new Float32Array(boxes.length * dimensions);
  for (const [at, { boxId }] of boxes.entries()) {
    const row = rowOf.get(boxId) ?? 0;
    chosen.set(vectors.subarray(row * dimensions, (row + 1) * dimensions), at * dimensions);
  }
  return chosen;
}
