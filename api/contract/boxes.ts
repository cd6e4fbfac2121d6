import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, instant } from '#terms/common.ts';
import { grade } from '#terms/grades.ts';
import { boxFormat, boxImportReport } from '#terms/imports/boxes.ts';
import { side } from '#terms/sides.ts';
import { photoFilter, photoSort } from './photos.ts';

export const boxClass = z.object({ id: z.number(), name: z.string(), position: z.number() });
export type BoxClass = z.infer<typeof boxClass>;

/** Fractions of the upright photo, top left corner first. */
export const box = z.object({
  id: z.number(),
  photoId: z.number(),
  classId: z.number(),
  className: z.string(),
  x: z.number(),
  y: z.number(),
  w: z.number(),
  h: z.number(),
  source: z.enum(['human', 'model', 'import']),
  state: z.enum(['proposed', 'accepted', 'rejected']),
  modelId: z.number().nullable(),
  confidence: z.number().nullable(),
  side,
  /** Grades 1 (poor) to 3 (good) of the photo of this fin; null while nobody graded it. */
  angle: grade.nullable(),
  exposure: grade.nullable(),
  focus: grade.nullable(),
  visible: grade.nullable(),
  /** How well marked the animal is, 1–3. */
  distinctiveness: grade.nullable(),
  cannotIdentify: z.boolean(),
  revision: z.number().int(),
  /** Also the version of the box: an edit names the one that it was made on. */
  updatedAt: instant,
});
export type Box = z.infer<typeof box>;

/** What a person can set. */
const fields = box.pick({
  classId: true,
  x: true,
  y: true,
  w: true,
  h: true,
  state: true,
  side: true,
  angle: true,
  exposure: true,
  focus: true,
  visible: true,
  distinctiveness: true,
  cannotIdentify: true,
});
export type BoxFields = z.infer<typeof fields>;

const place = { classId: true, x: true, y: true, w: true, h: true } as const;

export const boxChange = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('create'),
    fields: fields.partial().required(place),
  }),
  z.object({
    kind: z.literal('set'),
    boxId: id,
    version: instant,
    fields: fields.partial(),
  }),
  z.object({ kind: z.literal('delete'), boxId: id, version: instant }),
]);
export type BoxChange = z.infer<typeof boxChange>;

/** How things stand on a photo. */
export const photoBoxes = z.object({
  photoId: z.number(),
  boxes: z.array(box),
  checked: z.boolean(),
});
export type PhotoBoxes = z.infer<typeof photoBoxes>;

const undone = photoBoxes.extend({ action: z.string() }).nullable();
const undoStep = z.object({ action: z.string(), photoId: z.number() }).nullable();
const confidence = z.number().min(0).max(1);

export const aboveThreshold = z.object({
  boxes: z.number().int(),
  photos: z.number().int(),
  /** Proposals below, which stay open. */
  left: z.number().int(),
});

export const trainingSet = z.object({
  boxes: z.number().int(),
  photosWithBoxes: z.number().int(),
  /** Looked at by a person, and nothing there. */
  backgroundPhotos: z.number().int(),
  boxesSinceTraining: z.number().int(),
  detectorVersion: z.number().int().nullable(),
  /** Accepted boxes by class, in the order of the classes. */
  classes: z.array(z.object({ id: z.number(), name: z.string(), boxes: z.number().int() })),
});
export type TrainingSet = z.infer<typeof trainingSet>;

export const proposal = z.object({
  boxId: z.number(),
  photoId: z.number(),
  className: z.string(),
  confidence: z.number().nullable(),
  encounterId: z.number().nullable(),
});
export type Proposal = z.infer<typeof proposal>;

export const boxesContract = {
  classes: oc.output(z.array(boxClass)),
  addClass: oc.input(z.object({ name: z.string().trim().min(1).max(80) })).output(boxClass),
  ofPhoto: oc.input(z.object({ photoId: id })).output(photoBoxes),
  /** Stores a person's edit of one photo at once, whole or not at all. */
  edit: oc
    .input(
      z.object({
        photoId: id,
        /** In words for the undo menu. */
        action: z.string().min(1).max(80),
        changes: z.array(boxChange).max(2000),
        checked: z.boolean().optional(),
        /** A name of its own: sent again because the answer was lost, the edit is made once. */
        key: z.string().min(1).max(80).optional(),
      }),
    )
    .output(photoBoxes.extend({ editId: z.number(), created: z.array(z.number()) })),
  undoState: oc.output(z.object({ undo: undoStep, redo: undoStep })),
  /** Takes the last edit back, on whichever photo; null if there is none. */
  undo: oc.output(undone),
  redo: oc.output(undone),
  /** The photo after or before one in the order of the list; null where it ends. */
  step: oc
    .input(
      z.object({
        photoId: id,
        back: z.boolean().default(false),
        filter: photoFilter.default({}),
        sort: photoSort.prefault({}),
      }),
    )
    .output(z.number().nullable()),
  /** Proposals in order of doubt, spread over encounters. */
  proposals: oc
    .input(
      z.object({
        limit: z.number().int().min(1).max(5000).default(500),
        minConfidence: confidence.default(0),
      }),
    )
    .output(z.array(proposal)),
  /** What accepting everything from a confidence on would do. */
  countAbove: oc.input(z.object({ minConfidence: confidence })).output(aboveThreshold),
  acceptAbove: oc.input(z.object({ minConfidence: confidence })).output(aboveThreshold),
  trainingSet: oc.output(trainingSet),
  /** Reads another tool's boxes; a dry run says what it would store. */
  import: oc
    .input(
      z.object({
        path: z.string().min(1),
        format: boxFormat.optional(),
        dryRun: z.boolean(),
      }),
    )
    .output(boxImportReport),
};
