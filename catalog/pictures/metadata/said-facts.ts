import type { Position } from '#terms/photos/edits.ts';
import type { Taken } from './dates.ts';

/** What one part of a file says of when, where and by whom a photo was taken. */
export interface SaidFacts {
  taken: Taken | null;
  position: Position | null;
  camera: string | null;
  lens: string | null;
  photographer: string | null;
}
