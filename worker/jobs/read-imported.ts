import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { KnownFile } from '#catalog/import/store-photos.ts';
import { readWhole } from '#catalog/formats/read-file.ts';
import { pictureHash } from '#catalog/pictures/identity/picture-hash.ts';
import { PictureError } from '#catalog/pictures/picture-error.ts';
import { readFacts } from '#catalog/pictures/picture.ts';
import { pictureIn } from '#catalog/pictures/raw/open-raw.ts';
import { makeVariants, moveVariants, showsKept } from '#catalog/pictures/variants.ts';
import { rawKindOf } from '#terms/photos/file-kinds.ts';
import { mostPhotoBytes } from '#terms/photos/files.ts';
import type { ImportedFile } from '#terms/photos/imported-file.ts';
import { JobError } from '../job-context.ts';
import type { RootedFile } from './collect-files.ts';
import { causeOf } from '#catalog/system-words.ts';

/**
 * Reads one file and makes its pictures for the screen. One that shows the same picture as the photo that stood at
 * its path takes that one's over.
 *
 * @throws JobError where the disk is full or the folder went away
 */
export async function readImported(
  file: RootedFile,
  known: KnownFile | undefined,
  thumbs: string,
): Promise<ImportedFile> {
  const { root, relPath, bytes, mtimeMs } = file;
  const seen = { root, relPath, bytes, mtimeMs };
  const path = join(root, relPath);
  try {
    if (bytes > mostPhotoBytes) {
      throw new PictureError(`It has ${(bytes / 1e9).toFixed(1)} GB; files up to 1 GB are read.`);
    }
    const content = await readWhole(path, mostPhotoBytes);
    const facts = await readFacts(content, basename(relPath));
    const sha256 = createHash('sha256').update(content).digest('hex');
    const hash = pictureHash(content, facts.orientation);
    const picture = pictureIn(content);
    const before = known?.photo ?? null;
    let sameAs: string | null = null;
    if (before !== null && before.sha256 !== sha256) {
      const isSame =
        before.pictureHash === null
          ? // A photo of before: its kept picture tells whether this is the same.
            before.width === facts.width &&
            before.height === facts.height &&
            (await showsKept(thumbs, before.sha256, picture))
          : before.pictureHash === hash;
      if (isSame) {
        sameAs = before.sha256;
        await moveVariants(thumbs, before.sha256, sha256);
      }
    }
    await makeVariants(thumbs, sha256, () => Promise.resolve(picture));
    return {
      ...seen,
      bytes: content.length,
      outcome: 'photo',
      sha256,
      facts,
      pictureHash: hash,
      sameAs,
    };
  } catch (error) {
    if (error instanceof PictureError) {
      const kind = rawKindOf(relPath)?.title ?? null;
      return { ...seen, outcome: 'unreadable', reason: error.message, kind };
    }
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOSPC') {
      throw new JobError(
        'disk-full',
        `The disk with ${thumbs} is full. Free some space and retry; what was read so far is kept.`,
        { path: thumbs },
      );
    }
    if (code === 'ENOENT' && !(await isThere(root))) {
      throw new JobError(
        'folder-missing',
        `${root} went away while its photos were read (a disk unplugged?). What was read so far is kept; retry when it is back.`,
        { root },
      );
    }
    const reason = code === 'ENOENT' ? 'It is gone.' : `It cannot be read (${causeOf(error)}).`;
    return { ...seen, outcome: 'unreadable', reason, kind: null };
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
