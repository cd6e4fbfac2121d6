/** What of a photo the importers need to know. */
export interface KnownPhoto {
  id: number;
  /** Path below its root, `/` between parts. */
  relPath: string;
  /** Pixels of the upright picture. */
  width: number;
  height: number;
  orientation: number;
}

const withoutExtension = (path: string) => path.replace(/\.[a-z0-9]{2,5}$/i, '');

/** Path parts from the end that two paths share, the file name first. */
function sharedTail(a: readonly string[], b: readonly string[]): number {
  let shared = 0;
  while (shared < a.length && shared < b.length && a.at(-1 - shared) === b.at(-1 - shared)) {
    shared += 1;
  }
  return shared;
}

/**
 * Finds the photo that a foreign file means. Other tools write full paths, paths in other folders,
 * bare names, or names without their extension; the match with the longest common end wins, and two
 * that are equally good are an error rather than a guess.
 */
export class PhotoFinder {
  readonly #byName = new Map<string, { photo: KnownPhoto; parts: string[] }[]>();

  constructor(photos: Iterable<KnownPhoto>) {
    for (const photo of photos) {
      const parts = photo.relPath.toLowerCase().split('/');
      const name = parts.at(-1) ?? '';
      for (const key of new Set([name, withoutExtension(name)])) {
        const list = this.#byName.get(key);
        if (list === undefined) this.#byName.set(key, [{ photo, parts }]);
        else list.push({ photo, parts });
      }
    }
  }

  /** The photo, or why there is none, in words. */
  find(image: string): KnownPhoto | { problem: string } {
    const parts = image.toLowerCase().replaceAll('\\', '/').split('/');
    const name = parts.at(-1) ?? '';
    const found = this.#byName.get(name);
    if (found === undefined) return { problem: `No photo named "${image}" is in the catalogue.` };
    // One photo may be known under several paths: its copies come in as entries of the same id.
    if (found.every((entry) => entry.photo.id === found[0].photo.id)) return found[0].photo;
    const scored = found
      .map((entry) => ({
        photo: entry.photo,
        shared: sharedTail(parts.slice(0, -1), entry.parts.slice(0, -1)),
      }))
      .sort((a, b) => b.shared - a.shared);
    const rival = scored.find(({ photo }) => photo.id !== scored[0].photo.id);
    if (rival === undefined || scored[0].shared > rival.shared) return scored[0].photo;
    return {
      problem: `${found.length} photos are named "${name}"; name its folder as well, such as "${scored[0].photo.relPath}".`,
    };
  }
}
