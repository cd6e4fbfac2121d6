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
  fileSeen.extend({ outcome: z.literal('photo'), sha256: z.string(), facts: pictureFacts }),
  fileSeen.extend({ outcome: z.literal('unreadable'), reason: z.string() }),
]);
export type ImportedFile = z.infer<typeof importedFile>;

/** A photo that a job could not read, and why. */
export const unreadPhoto = unreadableFile.omit({ seenAt: true });
