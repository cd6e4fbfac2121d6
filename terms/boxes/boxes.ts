import { z } from 'zod';
import { attributeShape } from './attributes.ts';
import { boxKind } from './kinds.ts';
import { id, instant } from '../common.ts';
import { rectangle } from '../geometry.ts';

/** What is in a box: a dorsal fin, a body, a fluke, or what else a catalogue names. */
export const boxClass = z.object({ id: z.number(), name: z.string(), position: z.number() });
export type BoxClass = z.infer<typeof boxClass>;

/** Who put a box there. */
const boxSource = z.enum(['human', 'model', 'import']);
export type BoxSource = z.infer<typeof boxSource>;

/** A proposal waits for a person, who accepts or rejects it. */
const boxState = z.enum(['proposed', 'accepted', 'rejected']);
export type BoxState = z.infer<typeof boxState>;

/** A box on a photo: fractions of the upright one, top left corner. */
const box = z.object({
  id: z.number(),
  photoId: z.number(),
  classId: z.number(),
  className: z.string(),
  ...rectangle.shape,
  kind: boxKind,
  source: boxSource,
  state: boxState,
  /** The detector's version that proposed it, and how sure it was, 0–1. */
  modelId: z.number().nullable(),
  confidence: z.number().nullable(),
  ...attributeShape,
  /** Counts changes of the geometry. */
  revision: z.number().int(),
  /** Also the version of the box: an edit names the one that it was made on. */
  updatedAt: instant,
});
export type Box = z.infer<typeof box>;

/** Where a new box lies and what is in it. */
const place = z.object({ classId: box.shape.classId, ...rectangle.shape });

/** What a person can set of a box. */
export const boxFields = place.extend({ state: boxState, ...attributeShape });
export type BoxFields = z.infer<typeof boxFields>;

const newBox = boxFields.partial().extend(place.shape);

const boxChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('create'), fields: newBox }),
  /** `version` is the `updatedAt` that the person saw. */
  z.object({
    kind: z.literal('set'),
    boxId: id,
    version: instant,
    fields: boxFields.partial(),
  }),
  z.object({ kind: z.literal('delete'), boxId: id, version: instant }),
]);
export type BoxChange = z.infer<typeof boxChange>;

/** What a person did to the boxes of one photo, stored whole or not at all. */
export const boxEdit = z.object({
  photoId: id,
  /** In words for the undo menu: `Draw box`. */
  action: z.string().min(1).max(80),
  changes: z.array(boxChange).max(2000),
  /** Marks the photo as looked at, or not; unchanged where not given. */
  checked: z.boolean().optional(),
  /** A name of its own: sent again because the answer was lost, the edit is made once. */
  key: z.string().min(1).max(80).optional(),
});
export type BoxEdit = z.infer<typeof boxEdit>;

/** How things stand on a photo. */
export const photoBoxes = z.object({
  photoId: z.number(),
  boxes: z.array(box),
  checked: z.boolean(),
});
export type PhotoBoxes = z.infer<typeof photoBoxes>;

/** What an edit came to; `created` are the boxes that it made, in the order of its changes. */
export const editOutcome = photoBoxes.extend({
  editId: z.number(),
  created: z.array(z.number()),
});
export type EditOutcome = z.infer<typeof editOutcome>;

/** What an undo took back, or did again, and how the photo stands now. */
export const undoneEdit = photoBoxes.extend({ action: z.string() });
export type UndoneEdit = z.infer<typeof undoneEdit>;

const undoStep = z.object({ action: z.string(), photoId: z.number() }).nullable();

/** What the next undo would take back, and what would be done again. */
export const undoState = z.object({ undo: undoStep, redo: undoStep });
export type UndoState = z.infer<typeof undoState>;
