import { z } from 'zod';
import { unreadableFile } from './photos.ts';
import { pictureFacts } from './picture-facts.ts';

const fileSeen = z.object({
  /** Absolute path of the root folder, and the file's path below it with `/` between parts. */
  root: z.string(),
  relPath: z.string(),
  bytes: z.number().int(),
  mtimeMs: z.number(),
});

/** A file that an import looked at, with what was found in it. */
export const importedFile = z.discriminatedUnion('outcome', [
  fileSeen.extend({
    outcome: z.literal('photo'),
    sha256: z.string(),
    facts: pictureFacts,
    /** What makes it the same picture in another file; null where that cannot be told. */
    pictureHash: z.string().nullable().default(null),
    /** Content of the photo that stood at this path, where it was found to be the same picture. */
    sameAs: z.string().nullable().default(null),
  }),
  /** A RAW file of a photo that stands beside it under the same name. */
  fileSeen.extend({ outcome: z.literal('beside'), photo: z.string() }),
  fileSeen.extend({
    outcome: z.literal('unreadable'),
    reason: z.string(),
    /** What such files are called, where it is their kind that is not read. */
    kind: z.string().nullable().default(null),
  }),
]);
export type ImportedFile = z.infer<typeof importedFile>;

/** A photo that a job could not read, and why. */
export const unreadPhoto = unreadableFile.omit({ seenAt: true });

/** Files of one kind, counted. */
export const countedKind = z.object({ kind: z.string(), files: z.number().int() });
export type CountedKind = z.infer<typeof countedKind>;
