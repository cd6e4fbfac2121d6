/** Where the camera stands and looks. Metres and pixels. */
export interface Viewpoint {
  /** Height above the water. */
  eye: number;
  focal: number;
  /** Row of the horizon; negative when it is above the picture. */
  horizon: number;
  /** World offset, so that two photos do not show the same waves. */
  driftX: number;
  driftZ: number;
}

export function distanceOfRow({ eye, focal, horizon }: Viewpoint, row: number): number {
  return (eye * focal) / Math.max(0.5, row - horizon);
}
