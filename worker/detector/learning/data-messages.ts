/** What the thread that makes training pictures is told and answers. */
import type { LabelledBox } from '#models/nets/detectors/labelled-box.ts';
import type { Rectangle } from '#terms/geometry.ts';
import type { PhotoFile, PictureFolders } from '../set/photo-pixels.ts';

export interface LearnedPhotoFile extends PhotoFile {
  /** Pixels of the upright photo. */
  width: number;
  height: number;
  /** Fractions of the photo, top left corner. */
  boxes: readonly LabelledBox[];
  /** Places that are hidden, as nobody knows what they show; fractions of the photo. */
  open: readonly Rectangle[];
}

export interface DataOptions {
  photos: readonly LearnedPhotoFile[];
  folders: PictureFolders;
  /** Longer side in which photos are held, pixels. */
  edge: number;
  /** Bytes that held photos may take. */
  memory: number;
  input: number;
  batch: number;
  seed: number;
  tiles: boolean;
  /** From this step on photos stand alone, as they will when the network is used. */
  aloneFrom: number;
  /** Further threads that draw. */
  drawers: number;
}

export interface UnreadablePhoto {
  photo: number;
  reason: string;
}

export interface MadeBatch {
  /** [batch, 3, input, input], values of 0…1. */
  pictures: Float32Array<ArrayBuffer>;
  /** Of each picture, pixels of the input. */
  boxes: LabelledBox[][];
}

export type FromDataThread =
  | ({ type: 'batch'; step: number; unreadable: UnreadablePhoto[] } & MadeBatch)
  | { type: 'failed'; step: number; reason: string; unreadable: UnreadablePhoto[] };
