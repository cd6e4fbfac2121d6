import { foldedName, plainName, plainParts } from '../../names/plain-name.ts';
import { filePaths, stemOf, writtenPaths } from '../../names/written-paths.ts';
import { isOfTools, isTelling, yearsIn } from './furniture.ts';
import { namesBehind } from './names-behind.ts';

/** What of a photo the importers need to know. */
export interface KnownPhoto {
  id: number;
  /** Absolute path of its root. */
  root: string;
  /** Path below its root, `/` between parts. */
  relPath: string;
  /** Pixels of the upright picture. */
  width: number;
  height: number;
  orientation: number;
}

interface Place {
  photo: KnownPhoto;
  /** All folders from the disk's top down, folded. */
  folders: readonly string[];
  /** How many of them are below the root. */
  belowRoot: number;
  /** File name as it looks, and as it stands on the disk. */
  name: string;
  rawName: string;
}

/** How well a place answers to what was written; higher is better. */
const fits = { contradicted: 0, moved: 1, tail: 2, written: 3, whole: 4 } as const;
type Fit = (typeof fits)[keyof typeof fits];

export type FoundPhoto =
  | {
      photo: KnownPhoto;
      /** The name that it has here, where a tool had put something before or behind it; else null. */
      insteadOf: string | null;
    }
  | { problem: string };

interface FinderOptions {
  /** A person said that the folders of the file are not those of the photos: names alone count. */
  ignoreFolders?: boolean;
}

/** Places of one name beyond which they are also looked up by folder, so that finding stays quick. */
const MANY = 64;
/** Parts that differ from one person's computer to another's: `/home/anna`, `C:\Users\anna`. */
const homes = new Set(['home', 'users']);

/** Path parts from the end that two paths share. */
function sharedTail(a: readonly string[], b: readonly string[]): number {
  let shared = 0;
  while (shared < a.length && shared < b.length && a.at(-1 - shared) === b.at(-1 - shared)) {
    shared += 1;
  }
  return shared;
}

/** Photos of one name. */
class Namesakes {
  readonly places: Place[] = [];
  #byFolder: Map<string, Place[]> | null = null;

  add(place: Place): void {
    this.places.push(place);
    this.#byFolder = null;
  }

  /** Those that can answer to these folders. */
  near(folders: readonly string[]): readonly Place[] {
    const last = folders.at(-1);
    if (this.places.length <= MANY || last === undefined || isOfTools(last)) return this.places;
    this.#byFolder ??= Map.groupBy(this.places, (place) => place.folders.at(-1) ?? '');
    return this.#byFolder.get(last) ?? this.places.slice(0, MANY);
  }
}

/** What a foreign file wrote, taken apart. */
interface Wanted {
  name: string;
  rawName: string;
  folders: readonly string[];
  isAbsolute: boolean;
  years: Set<string>;
}

const isAbsolutePath = (path: string) => /^(?:[\\/]|[a-z]:[\\/])/i.test(path);

function wanted(image: string, ignoreFolders: boolean): Wanted {
  const path = image.replace(/^file:\/\/+(?=[a-z]:)/i, '').replace(/^file:\/\/(?=\/)/i, '');
  const parts = plainParts(path);
  const folders = ignoreFolders ? [] : parts.slice(0, -1).map(foldedName);
  return {
    name: parts.at(-1) ?? '',
    rawName: path.split(/[\\/]/).at(-1) ?? '',
    folders,
    isAbsolute: !ignoreFolders && isAbsolutePath(path),
    years: yearsIn(folders),
  };
}

/**
 * Finds the photo that a foreign file means. Other tools write full paths, paths below folders of their own, bare
 * names, or names without their ending. All that is written must agree with where the photo stands: a folder that
 * contradicts is an error and not passed over, and so are two photos that answer equally well. Names are compared as
 * they look (`plainName`), and one that is the same to the letter beats one in another case.
 */
export class PhotoFinder {
  readonly #byName = new Map<string, Namesakes>();
  readonly #byStem = new Map<string, Namesakes>();
  /** By what exports write of them, and by what exports call their files; folded, null where two are called so. */
  readonly #byExport = new Map<string, KnownPhoto | null>();
  readonly #byFile = new Map<string, KnownPhoto | null>();
  readonly #written: Map<number, string>;
  readonly #ignoreFolders: boolean;

  /** @param photos one that has copies comes again with each of their places, after its own. */
  constructor(photos: Iterable<KnownPhoto>, { ignoreFolders = false }: FinderOptions = {}) {
    this.#ignoreFolders = ignoreFolders;
    const folders = new Map<string, { folders: string[]; belowRoot: number }>();
    const own = new Map<number, KnownPhoto>();
    for (const photo of photos) {
      if (!own.has(photo.id)) own.set(photo.id, photo);
      const cut = photo.relPath.lastIndexOf('/') + 1;
      const key = `${photo.root}\n${photo.relPath.slice(0, cut)}`;
      let folder = folders.get(key);
      if (folder === undefined) {
        const below = plainParts(photo.relPath.slice(0, cut)).map(foldedName);
        const above = plainParts(photo.root).map(foldedName);
        folder = { folders: [...above, ...below], belowRoot: below.length };
        folders.set(key, folder);
      }
      const rawName = photo.relPath.slice(cut);
      const name = plainName(rawName);
      const place: Place = { photo, ...folder, name, rawName };
      this.#index(this.#byName, foldedName(name), place);
      this.#index(this.#byStem, foldedName(stemOf(name)), place);
    }
    this.#written = writtenPaths([...own.values()].sort((a, b) => a.id - b.id));
    this.#indexWritten(own);
  }

  #index(into: Map<string, Namesakes>, key: string, place: Place): void {
    const there = into.get(key);
    if (there !== undefined) there.add(place);
    else {
      const namesakes = new Namesakes();
      namesakes.add(place);
      into.set(key, namesakes);
    }
  }

  #indexWritten(photos: ReadonlyMap<number, KnownPhoto>): void {
    const tell = (into: Map<string, KnownPhoto | null>, path: string, id: number) => {
      const key = foldedName(path);
      const photo = photos.get(id) ?? null;
      into.set(key, into.has(key) && into.get(key)?.id !== id ? null : photo);
    };
    for (const [id, path] of this.#written) {
      tell(this.#byExport, path, id);
      tell(this.#byExport, stemOf(path), id);
    }
    // Only what differs: that a name has no forbidden letters and no namesake is the rule.
    for (const [id, path] of filePaths(this.#written, 'path'))
      if (path !== this.#written.get(id)) tell(this.#byFile, path, id);
    for (const [id, path] of filePaths(this.#written, 'stem'))
      if (path !== this.#written.get(id)) {
        tell(this.#byFile, path, id);
        tell(this.#byFile, stemOf(path), id);
      }
  }

  /** What a photo is called in words to a person and in exports. */
  nameOf(photo: KnownPhoto): string {
    return this.#written.get(photo.id) ?? photo.relPath;
  }

  /**
   * The photo, or why there is none, in words.
   *
   * @param agrees whether what else is known of the row speaks for a photo, such as its day: it tells namesakes
   *   apart, and a photo whose folder alone contradicts is taken for it.
   */
  find(image: string, agrees?: (photo: KnownPhoto) => boolean): KnownPhoto | { problem: string } {
    const found = this.findNamed(image, agrees);
    return 'photo' in found ? found.photo : found;
  }

  /** As `find`, and by which name it was found where that is not the one that was written. */
  findNamed(image: string, agrees?: (photo: KnownPhoto) => boolean): FoundPhoto {
    const asWritten = this.#lookUp(image, agrees);
    if (asWritten !== null) return asWritten;
    for (const name of namesBehind(image)) {
      const found = this.#lookUp(name, agrees);
      if (found !== null) return 'photo' in found ? { photo: found.photo, insteadOf: name } : found;
    }
    return { problem: `No photo named "${image}" is in the catalogue.` };
  }

  /** Null where no photo is named so at all. */
  #lookUp(image: string, agrees?: (photo: KnownPhoto) => boolean): FoundPhoto | null {
    const want = wanted(image, this.#ignoreFolders);
    const name = foldedName(want.name);
    const namesakes = this.#byName.get(name) ?? this.#byStem.get(name);
    const places = namesakes?.near(want.folders) ?? [];
    const fitting = this.#best(places, want);
    const only = oneOf(fitting) ?? oneOf(sameToTheLetter(fitting, image));
    if (only !== null) return taken(only);
    if (fitting.length > 0) {
      const told =
        agrees === undefined || fitting.length > MOST_ASKED
          ? null
          : oneOf(fitting.filter(({ photo }) => agrees(photo)));
      if (told !== null) return taken(told);
      return { problem: this.#ambiguous(fitting, want) };
    }
    const asFile = this.#byWritten(this.#byFile, want);
    if (asFile !== undefined) return taken({ photo: asFile });
    if (places.length === 0) return null;
    const told = agrees === undefined ? null : oneOf(places.filter(({ photo }) => agrees(photo)));
    if (told !== null) return taken(told);
    return {
      problem: `"${image}" is not in the catalogue; there is ${this.#some(places)}. ${wayOut}`,
    };
  }

  /** The places that answer best to what was written; none where all are contradicted. */
  #best(places: readonly Place[], want: Wanted): Place[] {
    const called =
      want.folders.length === 0 ? undefined : this.#byWritten(this.#byExport, want)?.id;
    let best: Place[] = [];
    let most = 0;
    for (const place of places) {
      const fit = place.photo.id === called && !want.isAbsolute ? fits.written : fitOf(place, want);
      if (fit === fits.contradicted) continue;
      const rank = fit * 3 + likeness(place, want);
      if (rank > most) {
        most = rank;
        best = [place];
      } else if (rank === most) best.push(place);
    }
    return best;
  }

  /** By what an export calls it, below whatever folders of a data set. */
  #byWritten(
    names: ReadonlyMap<string, KnownPhoto | null>,
    { folders, name }: Wanted,
  ): KnownPhoto | undefined {
    for (let from = 0; from <= folders.length; from += 1) {
      const known = names.get([...folders.slice(from), foldedName(name)].join('/'));
      if (known !== undefined && known !== null) return known;
      if (from < folders.length && !isOfTools(folders[from])) return undefined;
    }
    return undefined;
  }

  #ambiguous(places: readonly Place[], { name }: Wanted): string {
    const photos = distinct(places);
    return `${photos.length} photos are named "${name}"; name its folder as well, such as "${this.nameOf(photos[0])}".`;
  }

  #some(places: readonly Place[]): string {
    const names = distinct(places).map((photo) => this.nameOf(photo));
    const more = names.length - MOST_NAMED;
    return more > 0
      ? `${names.slice(0, MOST_NAMED).join(', ')} and ${more} more of that name`
      : names.join(' and ');
  }
}

const wayOut = 'Import that photo, correct the folder, or say that folders are to be ignored.';
/** Namesakes named in a message, and those that are asked whether they agree. */
const MOST_NAMED = 3;
const MOST_ASKED = 1000;

const taken = ({ photo }: Pick<Place, 'photo'>): FoundPhoto => ({ photo, insteadOf: null });

const distinct = (places: readonly Place[]): KnownPhoto[] => [
  ...new Map(places.map(({ photo }) => [photo.id, photo])).values(),
];

/** The one photo that all the places are of. */
const oneOf = (places: readonly Place[]): Place | null =>
  places.length > 0 && places.every(({ photo }) => photo.id === places[0].photo.id)
    ? places[0]
    : null;

const sameToTheLetter = (places: readonly Place[], image: string): Place[] => {
  const end = `/${image.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '')}`;
  return places.filter(({ photo }) => `${photo.root}/${photo.relPath}`.endsWith(end));
};

function likeness({ rawName, name }: Place, want: Wanted): 0 | 1 | 2 {
  if (rawName === want.rawName || stemOf(rawName) === want.rawName) return 2;
  return name === want.name || stemOf(name) === want.name ? 1 : 0;
}

function fitOf({ folders, belowRoot }: Place, want: Wanted): Fit {
  const lead = want.folders.findIndex((folder) => !isOfTools(folder));
  const telling = lead === -1 ? [] : want.folders.slice(lead);
  const shared = sharedTail(want.folders, folders);
  if (want.isAbsolute && shared === want.folders.length && shared === folders.length)
    return fits.whole;
  if (shared >= telling.length) return fits.tail;
  // `2016-06-07/images/IMG_1.JPG`: the folder of the pictures within a day's.
  const beforeTools = telling.slice(0, telling.findLastIndex(isTelling) + 1);
  if (
    beforeTools.length < telling.length &&
    sharedTail(beforeTools, folders) === beforeTools.length
  )
    return fits.tail;
  return want.isAbsolute && hasMoved(folders, belowRoot, want, shared)
    ? fits.moved
    : fits.contradicted;
}

/**
 * Whether a full path of another computer, or of an older place, can be this photo: its path below the root is all in
 * it, by names that tell something, and no year speaks against it.
 */
function hasMoved(
  folders: readonly string[],
  belowRoot: number,
  want: Wanted,
  shared: number,
): boolean {
  if (shared < Math.max(1, belowRoot)) return false;
  if (!want.folders.slice(-shared).some(isTelling)) return false;
  const isElsewhere =
    want.folders[0] !== folders[0] || (homes.has(folders[0]) && want.folders[1] !== folders[1]);
  if (!isElsewhere) return false;
  const here = yearsIn(folders);
  return want.years.size === 0 || here.size === 0 || [...want.years].some((year) => here.has(year));
}
