/** What tells pictures that somebody cut out of photos, one animal each, from photos as a camera makes them. */

/** What is known of a picture without looking at it. Pixels of the upright one. */
export interface PictureLook {
  width: number;
  height: number;
  camera: string | null;
  takenMs: number | null;
}

/** Of fewer pictures nothing is guessed. */
const least = 12;
/** The share that cameras say nothing of: cutting out loses it. */
const withoutCamera = 0.9;
/** A long side, pixels: half of the photos of today's cameras are larger by far. */
const smallSide = 1600;
/** Pictures all of one size are cut-outs only if they are this small: made ready for a network. */
const networkSide = 700;
/** Shapes by the number of pictures from which they are taken to be cut by hand or by boxes. */
const variedShare = 1 / 3;

const middle = (values: number[]) =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/**
 * A guess, for a person to confirm: small pictures without a camera or a time, of sizes that vary as no camera's do,
 * or so small that they were made for a network.
 */
export function looksLikeCutOuts(pictures: readonly PictureLook[]): boolean {
  if (pictures.length < least) return false;
  const bare = pictures.filter(({ camera, takenMs }) => camera === null && takenMs === null);
  const longSide = middle(pictures.map(({ width, height }) => Math.max(width, height)));
  const sizes = new Set(pictures.map(({ width, height }) => `${width} ${height}`));
  return (
    bare.length >= withoutCamera * pictures.length &&
    longSide < smallSide &&
    (longSide <= networkSide || sizes.size > variedShare * pictures.length)
  );
}

/** What the guess is said as, with the number of pictures. */
export const cutOutsQuestion = (photos: number): string =>
  `${photos.toLocaleString('en-GB')} of these pictures look like cut-outs: small, of varied sizes, without a camera's own facts. Is each photo one animal and nothing else?`;
