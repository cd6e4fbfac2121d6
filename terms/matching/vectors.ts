/** What a network makes of a box. */
export interface BoxVector {
  boxId: number;
  /** Of the box's geometry that the vector was made of. */
  revision: number;
  /** Of length one. */
  vector: Float32Array;
}
