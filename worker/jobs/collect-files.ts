import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { otherKindOf, rawKindOf, stemOf, unreadKindOf } from '#terms/photos/file-kinds.ts';
import type { CountedKind, ImportedFile } from '#terms/photos/imported-file.ts';
import { lastName } from '#terms/words.ts';
import { throwIfCancelled, type JobContext } from '../job-context.ts';
import type { Source } from './import-sources.ts';
import { walkPictures, type WalkedFile } from './walk.ts';

export interface RootedFile extends WalkedFile {
  root: string;
  /** Of a RAW file: the picture of the same name that stands beside it. */
  beside?: string;
}

interface Collected {
  files: RootedFile[];
  /** RAW files beside a picture of the same name. */
  beside: RootedFile[];
  /** Files that are not read: of kinds that are not, or of which nothing can be read. */
  left: ImportedFile[];
  /** Pictures of kinds that are not read, files that are none, and pictures in folders that are left out. */
  unreadKinds: CountedKind[];
  others: CountedKind[];
  ownFolders: CountedKind[];
}

/** Looks through the sources; nothing is opened. */
export async function collectFiles(
  sources: readonly Source[],
  context: JobContext<'import-photos'>,
): Promise<Collected> {
  const files = new Map<string, RootedFile>();
  const left: ImportedFile[] = [];
  const unread = new Map<string, number>();
  const others = new Map<string, number>();
  const own = new Map<string, number>();
  const add = (counts: Map<string, number>, kind: string, more = 1) =>
    counts.set(kind, (counts.get(kind) ?? 0) + more);
  for (const { root, only } of sources) {
    const prefix = only === null ? '' : `${only}/`;
    const leave = (relPath: string, reason: string, kind: string | null) => {
      left.push({ outcome: 'unreadable', root, relPath, bytes: 0, mtimeMs: 0, reason, kind });
      context.log('warning', `${relPath}: ${reason}`);
    };
    const leaveKind = (relPath: string) => {
      const kind = unreadKindOf(relPath);
      if (kind === null) return;
      add(unread, kind.title);
      leave(relPath, `${kind.title} is not read. ${kind.advice}`, kind.title);
    };
    const top = only === null ? root : join(root, only);
    const found = await stat(top);
    if (found.isFile() && only !== null) {
      if (unreadKindOf(only) === null)
        files.set(top, { root, relPath: only, bytes: found.size, mtimeMs: found.mtimeMs });
      else leaveKind(only);
      continue;
    }
    const listener = {
      problem: (relPath: string, reason: string) => leave(`${prefix}${relPath}`, reason, null),
      unread: (relPath: string) => leaveKind(`${prefix}${relPath}`),
      other: (name: string) => add(others, otherKindOf(name)),
      ownFolder: (relPath: string, pictures: number) => add(own, lastName(relPath), pictures),
    };
    for await (const file of walkPictures(top, listener, context.signal)) {
      const rooted = { ...file, root, relPath: `${prefix}${file.relPath}` };
      files.set(join(root, rooted.relPath), rooted);
      if (files.size % 500 === 0) context.progress('looking', files.size, null);
    }
    throwIfCancelled(context.signal);
  }
  return {
    ...pairsOf([...files.values()]),
    left,
    unreadKinds: listOf(unread),
    others: listOf(others),
    ownFolders: listOf(own),
  };
}

const listOf = (counts: ReadonlyMap<string, number>): CountedKind[] =>
  [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, files]) => ({ kind, files }));

/** `folder/name` without the ending, to know which files of a folder are of one photo. */
const placeOf = ({ root, relPath }: RootedFile): string => {
  const name = basename(relPath);
  return `${root}\n${relPath.slice(0, relPath.length - name.length)}${stemOf(name)}`;
};

/** A RAW file beside a picture of its name is no photo of its own. */
function pairsOf(all: readonly RootedFile[]): Pick<Collected, 'files' | 'beside'> {
  const pictures = new Map<string, RootedFile>();
  for (const file of all) if (rawKindOf(file.relPath) === null) pictures.set(placeOf(file), file);
  const files: RootedFile[] = [];
  const beside: RootedFile[] = [];
  for (const file of all) {
    const picture = rawKindOf(file.relPath) === null ? undefined : pictures.get(placeOf(file));
    if (picture === undefined) files.push(file);
    else beside.push({ ...file, beside: picture.relPath });
  }
  return { files, beside };
}
