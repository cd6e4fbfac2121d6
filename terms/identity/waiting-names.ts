import { z } from 'zod';
import { boxFacts } from '../boxes/facts.ts';
import { idsOf } from '../tables.ts';

/** Names of photos that are not with an animal yet, by what they wait for. */
export const waitingNames = z.object({
  /** For a box: nobody and no detector has said where the animal is. */
  namesUnboxed: z.number().int(),
  /** For a person's word which of the boxes it is. */
  namesToPlace: z.number().int(),
  /** For the photo to be checked, or its detections to be judged. */
  namesToCheck: z.number().int(),
});
export type WaitingNames = z.infer<typeof waitingNames>;

/** What a name waits for. */
export const nameStates = {
  unboxed: { title: 'named, not yet boxed' },
  'to-place': { title: 'which box is it?' },
  'to-check': { title: 'photo not checked yet' },
} as const satisfies Record<string, { title: string }>;
export type NameState = keyof typeof nameStates;

const waitingName = z.object({
  /** Of the row that stands for the photo as a whole. */
  nameId: z.number(),
  photoId: z.number(),
  photoName: z.string(),
  individualId: z.number(),
  code: z.string(),
  /** Where the name comes from: `animals.csv, line 12`. */
  source: z.string(),
  state: z.enum(idsOf(nameStates)),
});
export type WaitingName = z.infer<typeof waitingName>;

export const waitingNameList = z.object({
  total: z.number().int(),
  rows: z.array(waitingName),
});

/** A box that a name may belong to. */
const possibleBox = z.object({
  ...boxFacts.shape,
  /** Whom it shows by now; null for nobody. */
  shows: z.string().nullable(),
  /** The newest decision about it, to be said back; 0 without any. */
  version: z.number().int(),
  /** Highest cosine with another photo of the animal; null where the network in use has no vector of either. */
  score: z.number().nullable(),
});

/** A name, and the boxes of its photo, the likeliest first. */
export const nameToPlace = waitingName.extend({ boxes: z.array(possibleBox) });
export type NameToPlace = z.infer<typeof nameToPlace>;
