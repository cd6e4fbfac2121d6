import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { rawKindOf } from '#terms/photos/file-kinds.ts';
import type { PhotoKeywords } from '../formats/catalogue-in/keyword-table.ts';
import { keywordsOf } from '../pictures/metadata/keywords.ts';
import { metadataBlocks } from '../pictures/picture.ts';
import { openRaw } from '../pictures/raw/open-raw.ts';

/** Keywords of files that were read, so that a second look at a folder is quick while the files stay as they are. */
const seen = new Map<string, { state: string; keywords: string[][] }>();
const MOST_KEPT = 100_000;

/** Photos read at once. */
const AT_ONCE = 8;

/** Tells whether a file changed; blank for one that is not there. */
async function stateOf(path: string): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(path);
    return `${size} ${mtimeMs}`;
  } catch {
    return '';
  }
}

/** `IMG_1.jpg.xmp` of darktable and digiKam, `IMG_1.xmp` of Lightroom. */
const sidecarsOf = (path: string) => [`${path}.xmp`, path.replace(/\.[^./\\]+$/, '.xmp')];

async function blocksIn(path: string): Promise<{ xmp?: Buffer; iptc?: Buffer }> {
  return rawKindOf(path) === null
    ? metadataBlocks(path)
    : { xmp: openRaw(await readFile(path))?.xmp };
}

async function keywordsOfPhoto(path: string): Promise<string[][]> {
  const sidecars = sidecarsOf(path);
  const states = await Promise.all([path, ...sidecars].map(stateOf));
  const state = states.join('|');
  const known = seen.get(path);
  if (known?.state === state) return known.keywords;
  const there = sidecars.filter((_, at) => states[at + 1] !== '');
  const beside = await Promise.all(there.map((each) => readFile(each)));
  const { xmp, iptc } = await blocksIn(path);
  const keywords = keywordsOf(xmp === undefined ? beside : [...beside, xmp], iptc);
  if (seen.size >= MOST_KEPT) seen.clear();
  seen.set(path, { state, keywords });
  return keywords;
}

/**
 * The keywords of photos below a folder; a file that cannot be read has none.
 *
 * @param relPaths `/` between parts
 */
export async function keywordsBelow(
  folder: string,
  relPaths: readonly string[],
): Promise<PhotoKeywords[]> {
  const found: PhotoKeywords[] = [];
  for (let at = 0; at < relPaths.length; at += AT_ONCE)
    found.push(
      ...(await Promise.all(
        relPaths.slice(at, at + AT_ONCE).map(async (path) => ({
          path,
          keywords: await keywordsOfPhoto(join(folder, path)).catch(() => []),
        })),
      )),
    );
  return found;
}
