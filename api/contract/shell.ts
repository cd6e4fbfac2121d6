import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, instant } from '#terms/common.ts';
import { job } from '#terms/jobs/job.ts';

/** Which shell the renderer runs in and what it can do. */
export const shellInfo = z.object({
  shell: z.enum(['electron', 'browser']),
  version: z.string(),
  platform: z.string(),
  /** True where the shell can open the system's own file dialogs. */
  nativeDialogs: z.boolean(),
});
export type ShellInfo = z.infer<typeof shellInfo>;

export const folderEntry = z.object({
  name: z.string(),
  path: z.string(),
  kind: z.enum(['folder', 'catalogue', 'photo', 'file']),
});
export type FolderEntry = z.infer<typeof folderEntry>;

export const folderListing = z.object({
  path: z.string(),
  /** Whether this folder is a catalogue itself. */
  isCatalogue: z.boolean(),
  parent: z.string().nullable(),
  entries: z.array(folderEntry),
  /** Photos directly in this folder, and whether there were more entries than are listed. */
  photos: z.number().int(),
  truncated: z.boolean(),
});
export type FolderListing = z.infer<typeof folderListing>;

export const reviewer = z.object({ id: z.number(), name: z.string(), initials: z.string() });
export type Reviewer = z.infer<typeof reviewer>;

/** Something changed in the catalogue or the shell: views ask again for what they show. */
export const topic = z.enum([
  'catalogue',
  'photos',
  'encounters',
  'boxes',
  'individuals',
  'decisions',
  'models',
  'weights',
  'settings',
]);
export type Topic = z.infer<typeof topic>;

export const shellEvent = z.discriminatedUnion('type', [
  /** First on every subscription, so that a client knows that it listens. */
  z.object({ type: z.literal('hello'), at: instant }),
  z.object({ type: z.literal('changed'), topics: z.array(topic) }),
  z.object({ type: z.literal('job'), job }),
]);
export type ShellEvent = z.infer<typeof shellEvent>;

/** What a person sets once; every key has a default. */
export const settings = z.object({
  colorScheme: z.enum(['dark', 'light', 'auto']).default('dark'),
  encounterGapMinutes: z.number().min(1).max(10_080).default(60),
  reviewerId: id.nullable().default(null),
  gridThumbSize: z.number().int().min(96).max(320).default(176),
});
export type Settings = z.infer<typeof settings>;

/** How far the person at this machine got in the guided tour. */
export const tourProgress = z.object({
  state: z.enum(['never', 'begun', 'done']),
  /** Step that stands next, from 0. */
  step: z.number().int().min(0).max(100),
});
export type TourProgress = z.infer<typeof tourProgress>;

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
