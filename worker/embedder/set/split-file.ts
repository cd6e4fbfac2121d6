import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '#catalog/formats/atomic-file.ts';
import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import { embedderSet, type EmbedderSplit } from '#catalog/training/embedder-set.ts';
import type { SidesTreatment } from '#terms/embedder/sides.ts';

/** Beside a version's other files: what it learned from and what it was judged by. */
const splitFile = (folder: string) => join(folder, 'split.json');

/** The split of a version's folder; null where it has none, such as one that was imported. */
export async function readSplit(folder: string): Promise<EmbedderSplit | null> {
  try {
    return JSON.parse(await readFile(splitFile(folder), 'utf8')) as EmbedderSplit;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** The split that a training began with, or the one that it begins with now, each class with its place. */
export async function decidedSplit(
  folder: string,
  boxes: readonly IdentityBox[],
  sides: SidesTreatment,
  decide: () => Promise<EmbedderSplit>,
): Promise<EmbedderSplit> {
  const before = await readSplit(folder);
  if (before !== null) return before;
  const split = await decide();
  const { classes } = embedderSet(boxes, split, sides);
  await mkdir(folder, { recursive: true });
  await writeSplit(folder, { ...split, classes });
  return { ...split, classes };
}

export async function writeSplit(folder: string, split: EmbedderSplit): Promise<void> {
  await writeFileAtomically(splitFile(folder), [JSON.stringify(split)]);
}
