import { oc } from '@orpc/contract';
import { z } from 'zod';
import { instant } from '#terms/common.ts';
import { decisionOrigin } from '#terms/identity/rounds.ts';
import { loggedVerdict } from '#terms/identity/verdicts.ts';

/** The open catalogue. `folder` is shown to the person and never used in a URL. */
export const catalogueInfo = z.object({
  uuid: z.string(),
  name: z.string(),
  folder: z.string(),
  schemaVersion: z.number().int(),
  readOnly: z.boolean(),
});
export type CatalogueInfo = z.infer<typeof catalogueInfo>;

export const recentCatalogue = z.object({
  name: z.string(),
  folder: z.string(),
  openedAt: instant,
  exists: z.boolean(),
});
export type RecentCatalogue = z.infer<typeof recentCatalogue>;

/** The loop as it stands; every count is of the open catalogue, now. */
export const overview = z.object({
  photos: z.number().int(),
  unreadableFiles: z.number().int(),
  missingPhotos: z.number().int(),
  uncheckedPhotos: z.number().int(),
  encounters: z.number().int(),
  boxes: z.number().int(),
  proposedBoxes: z.number().int(),
  /** Boxes with an embedding of the chosen embedder. */
  vectors: z.number().int(),
  identifiedBoxes: z.number().int(),
  openBoxes: z.number().int(),
  individuals: z.number().int(),
  decisions: z.number().int(),
  detector: z.object({ id: z.number(), version: z.number(), name: z.string() }).nullable(),
  embedder: z.object({ id: z.number(), version: z.number(), name: z.string() }).nullable(),
  /** Accepted boxes changed since the chosen detector was trained. */
  boxesSinceDetector: z.number().int(),
  recentEncounters: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      startsMs: z.number().nullable(),
      photos: z.number().int(),
      coverPhotoId: z.number().nullable(),
    }),
  ),
  recentDecisions: z.array(
    z.object({
      id: z.number(),
      boxId: z.number(),
      photoId: z.number(),
      verdict: loggedVerdict,
      individualCode: z.string().nullable(),
      reviewer: z.string().nullable(),
      origin: decisionOrigin,
      decidedAt: instant,
    }),
  ),
});
export type Overview = z.infer<typeof overview>;

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
  openDemo: oc
    .input(
      z.object({
        parent: z.string().min(1).optional(),
        individuals: z.number().int().min(1).max(500).default(24),
        photos: z.number().int().min(1).max(20_000).default(240),
        seed: z.number().int().min(0).default(7),
        /** Pixels of the photos, long edge. */
        width: z.number().int().min(300).max(6000).default(1600),
        /** Part of the photos that come boxed and named, by whole encounters from the first on. */
        boxed: z.number().min(0).max(1).default(0),
      }),
    )
    .output(
      z.object({
        catalogue: catalogueInfo,
        /** The first job that was started; null if nothing was left to do. */
        jobId: z.number().nullable(),
      }),
    ),
  rename: oc.input(z.object({ name: z.string().trim().min(1).max(120) })).output(catalogueInfo),
  overview: oc.output(overview),
  /** Copies the database into `backups/` and says where. */
  backUp: oc.output(z.object({ file: z.string(), bytes: z.number().int() })),
  /**
   * Puts a backup in the place of the open catalogue and opens that. What stood there is kept among
   * the backups. `file` is a name of `backups`.
   */
  restore: oc.input(z.object({ file: z.string().min(1) })).output(catalogueInfo),
  backups: oc.output(
    z.array(z.object({ file: z.string(), bytes: z.number().int(), madeAt: instant })),
  ),
};
