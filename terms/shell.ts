/** The shell that the screens run in: what it can do, the folders that it shows, the tour. */
import { z } from 'zod';

/** Which shell the screens run in and what it can do. */
export const shellInfo = z.object({
  shell: z.enum(['electron', 'browser']),
  version: z.string(),
  platform: z.string(),
  /** True where the shell can open the system's own file dialogs. */
  nativeDialogs: z.boolean(),
});
export type ShellInfo = z.infer<typeof shellInfo>;

const folderEntry = z.object({
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

/** How far the person at this machine got in the guided tour. */
export const tourProgress = z.object({
  state: z.enum(['never', 'begun', 'done']),
  /** Step that stands next, from 0. */
  step: z.number().int().min(0).max(100),
});
export type TourProgress = z.infer<typeof tourProgress>;
