/** Average precision at an overlap of one half, computed without the app's own judging. */

/** Fractions of the photo: left, top, width, height. */
export type Place = readonly [x: number, y: number, w: number, h: number];
interface Found {
  place: Place;
  confidence: number;
}

function overlap(a: Place, b: Place): number {
  const along = (at: 0 | 1) =>
    Math.max(0, Math.min(a[at] + a[at + 2], b[at] + b[at + 2]) - Math.max(a[at], b[at]));
  const shared = along(0) * along(1);
  return shared / (a[2] * a[3] + b[2] * b[3] - shared);
}

/**
 * AP@.5 of one class over photos, 101 points, as COCO defines it: precision at each recall of 0, 0.01 … 1 is the
 * best at that recall or beyond. The surest detection takes the drawn box that it covers best; each is found once.
 * @returns 0–1; NaN without a drawn box
 */
export function averagePrecision(
  photos: readonly { drawn: readonly Place[]; found: readonly Found[] }[],
): number {
  const claims = photos.flatMap(({ drawn, found }) => {
    const free = new Set(drawn);
    return found
      .toSorted((a, b) => b.confidence - a.confidence)
      .map(({ place, confidence }) => {
        const [best] = [...free].toSorted((a, b) => overlap(b, place) - overlap(a, place));
        const isRight = best !== undefined && overlap(best, place) >= 0.5;
        if (isRight) free.delete(best);
        return { confidence, isRight };
      });
  });
  const boxes = photos.reduce((sum, { drawn }) => sum + drawn.length, 0);
  let right = 0;
  const curve = claims
    .toSorted((a, b) => b.confidence - a.confidence)
    .map(({ isRight }, at) => {
      if (isRight) right += 1;
      return { recall: right / boxes, precision: right / (at + 1) };
    });
  const at = (recall: number) =>
    Math.max(0, ...curve.filter((each) => each.recall >= recall).map(({ precision }) => precision));
  const points = Array.from({ length: 101 }, (_, point) => at(point / 100));
  return boxes === 0 ? Number.NaN : points.reduce((sum, each) => sum + each, 0) / points.length;
}
