import { oc } from '@orpc/contract';
import { z } from 'zod';
import { backup, catalogueInfo, overview, recentCatalogue } from '#terms/catalogue.ts';
import { demoOptions } from '#terms/demo.ts';

export const catalogueContract = {
  /** Null while no catalogue is open. */
  current: oc.output(catalogueInfo.nullable()),
  recent: oc.output(z.array(recentCatalogue)),
  forget: oc.input(z.object({ folder: z.string() })).output(z.void()),
  /** Makes `parent/name.resight` and opens it. */
  create: oc
    .input(z.object({ parent: z.string().min(1), name: z.string().trim().min(1).max(120) }))
    .output(catalogueInfo),
  open: oc.input(z.object({ folder: z.string().min(1) })).output(catalogueInfo),
  /**
   * Unpacks a portable catalogue into `parent`, beside what is there, and opens it. Its photos, if it
   * brings them, go into `NAME photos` there.
   */
  unpack: oc.input(z.object({ file: z.string().min(1), parent: z.string().min(1) })).output(
    z.object({
      catalogue: catalogueInfo,
      photosFolder: z.string().nullable(),
      photos: z.number().int(),
    }),
  ),
  close: oc.output(z.void()),
  /** Where the demo goes unless told otherwise, and whether one stands there. */
  demoPlace: oc.output(z.object({ parent: z.string(), exists: z.boolean() })),
  /**
   * Makes a demo catalogue in `parent` (or the user's documents), opens it, and starts the jobs that
   * draw and import its photos, and box and name the first part of them if asked. One that stands
   * there already goes on where it stopped; what a person did in it stays.
   */
  openDemo: oc.input(demoOptions.extend({ parent: z.string().min(1).optional() })).output(
    z.object({
      catalogue: catalogueInfo,
      /** The first job that was started; null if nothing was left to do. */
      jobId: z.number().nullable(),
    }),
  ),
  rename: oc.input(z.object({ name: z.string().trim().min(1).max(120) })).output(catalogueInfo),
  overview: oc.output(overview),
  /** Copies the database into `backups/` and says where. */
  backUp: oc.output(backup.omit({ madeAt: true })),
  /**
   * Puts a backup in the place of the open catalogue, or of the one in `folder`, and opens that. What stood
   * there is kept among the backups. `file` is a name of `backups`.
   */
  restore: oc
    .input(z.object({ file: z.string().min(1), folder: z.string().min(1).optional() }))
    .output(catalogueInfo),
  /** Of the open catalogue, or of the one in `folder`, which need not be such that it can be opened. */
  backups: oc
    .input(z.object({ folder: z.string().min(1).optional() }).optional())
    .output(z.array(backup)),
};
