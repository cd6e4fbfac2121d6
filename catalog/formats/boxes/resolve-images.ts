import { plainParts } from '../../names/plain-name.ts';
import type { BoxFile, CheckedImage } from './box-record.ts';
import { isTelling } from './furniture.ts';
import type { FoundPhoto, KnownPhoto, PhotoFinder } from './photo-finder.ts';

type Named = Pick<CheckedImage, 'image' | 'alsoNamed'>;
type Resolved = KnownPhoto | { problem: string };

const hasTellingFolder = (name: string) => plainParts(name).slice(0, -1).some(isTelling);

/** By all the names that a file has for a picture: those with a folder count before bare ones, and none may speak against another. */
function resolve({ image, alsoNamed = [] }: Named, photos: PhotoFinder): FoundPhoto {
  const names = [image, ...alsoNamed];
  const telling = names.filter(hasTellingFolder);
  const asked = telling.length > 0 ? telling : names;
  const found = asked.map((name) => photos.findNamed(name));
  const photosFound = found.filter((one) => 'photo' in one);
  const [first] = photosFound;
  if (first === undefined) return found[0];
  const other = photosFound.find(({ photo }) => photo.id !== first.photo.id);
  if (other === undefined) return first;
  return {
    problem: `The file has two names for the picture, and they are two photos here: ${photos.nameOf(first.photo)} and ${photos.nameOf(other.photo)}.`,
  };
}

/**
 * The photo of each picture that a file of boxes names. Where two pictures of the file would be one photo only because
 * what a tool put before or behind their names was taken away, it is none of them.
 */
export function resolveImages(source: BoxFile, photos: PhotoFinder): (image: string) => Resolved {
  const found = new Map<string, FoundPhoto>();
  for (const named of [...source.checked, ...source.boxes])
    if (!found.has(named.image)) found.set(named.image, resolve(named, photos));
  const made = new Map<number, string[]>();
  for (const [image, one] of found)
    if ('photo' in one) {
      const list = made.get(one.photo.id);
      if (list === undefined) made.set(one.photo.id, [image]);
      else list.push(image);
    }
  return (image) => {
    const one = found.get(image) ?? resolve({ image }, photos);
    if (!('photo' in one)) return one;
    const others = one.insteadOf === null ? [] : (made.get(one.photo.id) ?? []);
    const other = others.find((name) => name !== image);
    return other === undefined
      ? one.photo
      : {
          problem: `"${image}" and "${other}" both look like ${photos.nameOf(one.photo)}; only one can be, and the other may be a changed copy of it.`,
        };
  };
}
