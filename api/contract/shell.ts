import { oc } from '@orpc/contract';
import { z } from 'zod';
import { reviewer } from '#terms/identity/reviewers.ts';
import { settings } from '#terms/settings.ts';
import { folderListing, shellInfo, tourProgress } from '#terms/shell.ts';

export const shellContract = {
  info: oc.output(shellInfo),
  /** Kept by the program, not by a catalogue. */
  tour: oc.output(tourProgress),
  setTour: oc.input(tourProgress).output(z.void()),
  /** The folder picker of the browser shell. Without a path: the user's home. */
  listFolder: oc
    .input(
      z.object({
        path: z.string().optional(),
        showPhotos: z.boolean().default(false),
        /** Endings of further files to list, such as `csv`. */
        showFiles: z
          .array(z.string().regex(/^[a-z0-9.]{1,10}$/))
          .max(20)
          .default([]),
      }),
    )
    .output(folderListing),
};

export const settingsContract = {
  get: oc.output(settings),
  set: oc.input(settings.partial()).output(settings),
  reviewers: oc.output(z.array(reviewer)),
  addReviewer: oc.input(z.object({ name: z.string().trim().min(1).max(80) })).output(reviewer),
};
