import { mostPhotoBytes } from '#terms/photos/files.ts';
import { readWhole } from '../../formats/read-file.ts';
import type { Hashes } from '../../import/relink.ts';
import { sha256OfFile } from '../../sha256-of-file.ts';
import { readFacts } from '../picture.ts';
import { pictureHash } from './picture-hash.ts';

/** Of files on the disk. */
export const fileHashes: Hashes = {
  content: sha256OfFile,
  picture: async (path) => {
    const content = await readWhole(path, mostPhotoBytes);
    const { orientation } = await readFacts(content);
    return pictureHash(content, orientation);
  },
};
