/** Where the camera stands and looks. Metres and pixels. */
export interface View {
  /** Height above the water. */
  eye: number;
  focal: number;
  /** Row of the horizon; negative when it is above the picture. */
  horizon: number;
  /** World offset, so that two photos do not show the same waves. */
  driftX: number;
  driftZ: number;
}

export function distanceOfRow({ eye, focal, horizon }: View, row: number): number {
  return (eye * focal) / Math.max(0.5, row - horizon);
}
