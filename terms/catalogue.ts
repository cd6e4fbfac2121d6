/** The open catalogue: what it is called, and how far its work is. */
import { z } from 'zod';
import { instant } from './common.ts';
import { decisionOrigin } from './identity/rounds.ts';
import { loggedVerdict } from './identity/verdicts.ts';
import { waitingNames } from './identity/waiting-names.ts';
import { encounter } from './photos/encounters.ts';

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

/** A copy of the database. */
export const backup = z.object({ file: z.string(), bytes: z.number().int(), madeAt: instant });
export type Backup = z.infer<typeof backup>;

const networkInUse = z.object({ id: z.number(), version: z.number(), name: z.string() });
export type NetworkInUse = z.infer<typeof networkInUse>;

/** What somebody decided last. */
const recentDecision = z.object({
  id: z.number(),
  boxId: z.number(),
  photoId: z.number(),
  verdict: loggedVerdict,
  individualCode: z.string().nullable(),
  reviewer: z.string().nullable(),
  origin: decisionOrigin,
  decidedAt: instant,
});
export type RecentDecision = z.infer<typeof recentDecision>;

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
  ...waitingNames.shape,
  decisions: z.number().int(),
  detector: networkInUse.nullable(),
  embedder: networkInUse.nullable(),
  /** Accepted boxes changed since the chosen detector was trained. */
  boxesSinceDetector: z.number().int(),
  recentEncounters: z.array(
    encounter.pick({
      id: true,
      name: true,
      startsMs: true,
      dayOnly: true,
      photos: true,
      coverPhotoId: true,
    }),
  ),
  recentDecisions: z.array(recentDecision),
});
export type Overview = z.infer<typeof overview>;
