import type { LabelledBox } from '../nets/detectors/labelled-box.ts';

/** A box that a network proposes. */
export interface ScoredBox extends LabelledBox {
  /** 0…1. */
  confidence: number;
}
