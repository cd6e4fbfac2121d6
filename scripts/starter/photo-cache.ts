/** The drawn photos as small raw pictures in memory, so that a step waits for no file. */
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { LabelledBox } from '#models/nets/detectors/labelled-box.ts';
import type { TruthBox } from '#terms/demo.ts';

export interface CachedPhoto {
  number: number;
  width: number;
  height: number;
  /** 8-bit sRGB, three bytes a pixel. */
  pixels: Uint8Array;
  /** Pixels of this small picture. */
  boxes: LabelledBox[];
}

export const starterClasses = ['dorsal fin', 'body'] as const;

interface Entry {
  number: number;
  width: number;
  height: number;
  at: number;
  boxes: LabelledBox[];
}

/**
 * All photos of a folder, scaled to a long side of `longest` pixels. They are kept beside the photos
 * in two files, which are made again when photos were added.
 */
export async function loadPhotos(folder: string, longest: number): Promise<CachedPhoto[]> {
  const base = join(folder, `cache-${longest}`);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jpg'));
  const known = existsSync(`${base}.json`)
    ? (JSON.parse(await readFile(`${base}.json`, 'utf8')) as Entry[])
    : [];
  if (known.length !== names.length) await writeCache(folder, names, longest, base);
  const entries = JSON.parse(await readFile(`${base}.json`, 'utf8')) as Entry[];
  const all = await readFile(`${base}.bin`);
  return entries.map(({ at, ...entry }) => ({
    ...entry,
    pixels: all.subarray(at, at + entry.width * entry.height * 3),
  }));
}

async function writeCache(
  folder: string,
  names: readonly string[],
  longest: number,
  base: string,
): Promise<void> {
  const entries: Entry[] = [];
  const parts: Buffer[] = [];
  let at = 0;
  const numbers = names.map((name) => Number.parseInt(name, 10)).sort((a, b) => a - b);
  for (const number of numbers) {
    const { data, info } = await sharp(join(folder, `${number}.jpg`))
      .resize(longest, longest, { fit: 'inside' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const truth = JSON.parse(await readFile(join(folder, `${number}.json`), 'utf8')) as TruthBox[];
    const { width, height } = info;
    const boxes = truth.map((box) => ({
      label: starterClasses.indexOf(box.class),
      x: box.x * width,
      y: box.y * height,
      w: box.w * width,
      h: box.h * height,
    }));
    entries.push({ number, width, height, at, boxes });
    parts.push(data);
    at += data.length;
  }
  await writeFile(`${base}.bin.partial`, parts);
  await rename(`${base}.bin.partial`, `${base}.bin`);
  await writeFile(`${base}.json`, JSON.stringify(entries));
}
