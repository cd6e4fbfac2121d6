import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isPhotoName } from '#terms/photos/files.ts';
import { mostTableBytes } from '../formats/read-file.ts';
import { listZip } from '../portable/zip-entries.ts';

/** What labels are written in; pictures stay where they are. */
const isLabel = /\.(?:txt|xml|jsonl?|ya?ml|csv|tsv|names|data)$/i;

/** The labels of a zip, in a folder of their own for as long as this is held. */
interface UnpackedLabels extends AsyncDisposable {
  folder: string;
  /** The pictures in it, which are not unpacked. */
  pictures: string[];
}

/** @throws Error in words for what is no zip, claims too much, or holds no labels */
export async function unpackLabels(zip: string): Promise<UnpackedLabels> {
  using opened = await listZip(zip, 'annotations.xml');
  const labels = opened.entries.filter(({ name }) => isLabel.test(name));
  if (labels.length === 0) throw new Error(`${basename(zip)} holds no labels.`);
  const large = labels.find(({ bytes }) => bytes > mostTableBytes);
  if (large !== undefined)
    throw new Error(
      `${large.name} in ${basename(zip)} has ${Math.round(large.bytes / 1e6)} MB, more than labels have.`,
    );
  const folder = await mkdtemp(join(tmpdir(), 'resight-labels-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    for (const { name, read } of labels) {
      const target = join(folder, name);
      await mkdir(dirname(target), { recursive: true });
      await pipeline(await read(), createWriteStream(target));
    }
  } catch (error) {
    await remove();
    throw error;
  }
  const pictures = opened.entries.map(({ name }) => name).filter(isPhotoName);
  return { folder, pictures: pictures.sort(), [Symbol.asyncDispose]: remove };
}
