import type { Rectangle } from '#terms/geometry.ts';
import type { KnownSide } from '#terms/sides.ts';

/**
 * Real fins that the starter embedder is tried on: pictures of fin whales from the public repository
 * ericmkeen/catRlog (MIT). Boxes were drawn by hand; here are only their places, in fractions of the
 * picture, and who the repository's owners say it is. The pictures themselves are no part of this
 * project.
 */
export interface RealFin {
  /** Below the folder of the pictures. */
  file: string;
  /** Null where nobody said. */
  animal: string | null;
  side: KnownSide;
  box: Rectangle;
}

const fin = (
  file: string,
  animal: string | null,
  side: RealFin['side'],
  [x, y, w, h]: readonly [number, number, number, number],
): RealFin => ({ file, animal, side, box: { x, y, w, h } });

export const realFins: readonly RealFin[] = [
  fin('catalogue/fw0001L.JPG', 'fw0001', 'left', [0.45, 0.07, 0.22, 0.36]),
  fin('catalogue/fw0001R.png', 'fw0001', 'right', [0.4, 0.08, 0.22, 0.35]),
  fin('catalogue/fw0002L.png', 'fw0002', 'left', [0.58, 0.1, 0.24, 0.5]),
  fin('catalogue/fw0002R.png', 'fw0002', 'right', [0.33, 0.07, 0.22, 0.36]),
  fin('catalogue/fw0004L.png', 'fw0004', 'left', [0.5, 0.1, 0.17, 0.32]),
  fin('catalogue/fw0004R.JPG', 'fw0004', 'right', [0.39, 0.15, 0.17, 0.32]),
  fin('catalogue/fw0005L.png', 'fw0005', 'left', [0.64, 0.27, 0.16, 0.22]),
  fin('catalogue/fw0007R.png', 'fw0007', 'right', [0.33, 0.02, 0.27, 0.43]),
  fin('catalogue/fw0008R.JPG', 'fw0008', 'right', [0.43, 0.06, 0.22, 0.36]),
  fin('encounters/2016-06-07_5560.JPG', 'fw0095', 'left', [0.4, 0.1, 0.17, 0.3]),
  fin('encounters/2016-06-07_5571.JPG', 'fw0080', 'right', [0.34, 0.08, 0.19, 0.3]),
  fin('encounters/2016-06-07_5585.JPG', 'fw0095', 'right', [0.4, 0.03, 0.2, 0.35]),
  fin('encounters/2016-06-07_5593.JPG', null, 'right', [0.4, 0.08, 0.16, 0.28]),
  fin('encounters/2016-06-07_5875.JPG', null, 'left', [0.4, 0.06, 0.29, 0.55]),
];
