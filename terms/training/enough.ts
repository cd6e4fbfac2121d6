/** From how many examples on a training is worth its time. */
export const enough = {
  /** Boxes for a first detector, and new ones for the next version. */
  boxes: 20,
  /** Fins with a name for a first embedder. */
  names: 40,
  /** Animals that these are of: fewer are told apart faster by eye. */
  animals: 5,
} as const;
