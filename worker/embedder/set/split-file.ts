import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '#catalog/formats/atomic-file.ts';
import type { EmbedderSplit } from '#catalog/training/embedder-set.ts';

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

export async function writeSplit(folder: string, split: EmbedderSplit): Promise<void> {
  await writeFileAtomically(splitFile(folder), [JSON.stringify(split)]);
}
