import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, page } from '#terms/common.ts';
import {
  photoDetail,
  photoFacets,
  photoFilter,
  photoRow,
  photoSort,
  unreadableFile,
} from '#terms/photos/photos.ts';
import {
  cameraTimes,
  lastPhotoEdit,
  photoChange,
  photoEdit,
  trackOptions,
  trackReport,
} from '#terms/photos/edits.ts';
import { fullPath } from '#terms/files/full-path.ts';
import { relinked } from '#terms/photos/photos.ts';

const selection = z.object({ photoIds: z.array(id).min(1).max(100_000) });

export const photosContract = {
  list: oc
    .input(page.extend({ filter: photoFilter.default({}), sort: photoSort.prefault({}) }))
    .output(z.object({ total: z.number().int(), rows: z.array(photoRow) })),
  /** Ids in the order of the list, for selecting ranges and for stepping through. */
  ids: oc
    .input(z.object({ filter: photoFilter.default({}), sort: photoSort.prefault({}) }))
    .output(z.array(z.number())),
  get: oc.input(z.object({ photoId: id })).output(photoDetail),
  facets: oc.output(photoFacets),
  unreadable: oc.output(z.array(unreadableFile)),
  setChecked: oc.input(selection.extend({ checked: z.boolean() })).output(z.void()),
  setSpecies: oc.input(selection.extend({ species: z.string().nullable() })).output(z.void()),
  /** Changes facts of photos as one step, which can be taken back. */
  edit: oc.input(selection.extend({ change: photoChange })).output(photoEdit),
  /** Gives photos the places at which a receiver was when they were taken, from a GPX file. */
  placeByTrack: oc
    .input(
      selection.extend({
        path: fullPath,
        options: trackOptions.prefault({}),
        dryRun: z.boolean().default(false),
      }),
    )
    .output(trackReport),
  lastEdit: oc.output(lastPhotoEdit.nullable()),
  undoEdit: oc.input(z.object({ editId: id })).output(photoEdit),
  /** When photos were taken, camera by camera, with the others of the same days. */
  cameraTimes: oc.input(selection).output(z.array(cameraTimes)),
  /** Looks again for photos that were not found, under `folder` if one is given, by content. */
  relink: oc.input(z.object({ folder: z.string().optional() })).output(relinked),
};
