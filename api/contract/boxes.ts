import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  boxClass,
  boxEdit,
  editOutcome,
  photoBoxes,
  undoneEdit,
  undoState,
} from '#terms/boxes/boxes.ts';
import { id } from '#terms/common.ts';
import { boxFormat, boxImportReport } from '#terms/imports/boxes.ts';
import { photoFilter, photoSort } from '#terms/photos/photos.ts';
import { aboveThreshold, proposal } from '#terms/boxes/proposals.ts';

const confidence = z.number().min(0).max(1);

export const boxesContract = {
  classes: oc.output(z.array(boxClass)),
  addClass: oc.input(z.object({ name: z.string().trim().min(1).max(80) })).output(boxClass),
  ofPhoto: oc.input(z.object({ photoId: id })).output(photoBoxes),
  /** Stores a person's edit of one photo at once, whole or not at all. */
  edit: oc.input(boxEdit).output(editOutcome),
  undoState: oc.output(undoState),
  /** Takes the last edit back, on whichever photo; null if there is none. */
  undo: oc.output(undoneEdit.nullable()),
  redo: oc.output(undoneEdit.nullable()),
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
  /** Reads another tool's boxes; a dry run says what it would store. */
  import: oc
    .input(
      z.object({
        path: z.string().min(1),
        format: boxFormat.optional(),
        /** Whether photos are told by their names alone, whatever folders the file names. */
        ignoreFolders: z.boolean().default(false),
        /** What the classes of the file are here, by what it calls or numbers them; of `''` for all without a name. */
        classes: z.record(z.string(), z.string().trim().min(1).max(80)).default({}),
        dryRun: z.boolean(),
      }),
    )
    .output(boxImportReport),
};
