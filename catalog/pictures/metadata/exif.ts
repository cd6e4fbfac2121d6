/** What an EXIF block, or the directories of a TIFF or RAW file, say of a photo; after CIPA DC-008. */
import { offsetMinutes, readTaken, type Taken } from './dates.ts';
import { degreesOf, positionOf } from './position.ts';
import type { SaidFacts } from './said-facts.ts';
import { bytesAsText } from './text.ts';
import { Tiff, type Directory } from './tiff.ts';

const tags = {
  make: 0x10f,
  model: 0x110,
  orientation: 0x112,
  software: 0x131,
  changed: 0x132,
  artist: 0x13b,
  exif: 0x8769,
  gps: 0x8825,
  original: 0x9003,
  digitized: 0x9004,
  offset: 0x9010,
  offsetOriginal: 0x9011,
  offsetDigitized: 0x9012,
  lens: 0xa434,
} as const;
const gpsTags = { latitudeRef: 1, latitude: 2, longitudeRef: 3, longitude: 4 } as const;

/** Programs that change pictures, by what they write of themselves; cameras write their firmware here. */
const editors =
  /adobe|photoshop|lightroom|camera raw|bridge|gimp|darktable|rawtherapee|digikam|exiftool|acdsee|picasa|snapseed|capture one|dxo|affinity|paint|irfan|xnview|faststone|luminar|aperture|iphoto|photos? \d|windows photo|microsoft|viewnx|nx studio|capture nx|digital photo professional|silkypix|zoner|pixelmator|imagemagick|skylum|topaz|on1|corel|photoscape|polarr|canva|figma|nomacs|gwenview|shotwell|geosetter|photo mechanic|fotostation|imatch/i;

export interface ExifSaid extends SaidFacts {
  /** The date of the last change, where nothing speaks against its being that of the photo. */
  changed: Taken | null;
  orientation: number | null;
}

interface Directories {
  image: Directory;
  photo: Directory | undefined;
  gps: Directory | undefined;
}

/** Where facts stand in a structure of a file. */
export function exifDirectories(tiff: Tiff): Directories | null {
  const [image] = tiff.directories();
  if (image === undefined) return null;
  return {
    image,
    photo: tiff.below(image, tags.exif)[0],
    gps: tiff.below(image, tags.gps)[0],
  };
}

/** A block as JPEG, PNG and WebP hold it, with or without its name; null for a damaged one. */
export function exifOfBlock(block: Buffer | undefined): ExifSaid | null {
  if (block === undefined) return null;
  const tiff = Tiff.open(block, block.toString('latin1', 0, 6) === 'Exif\0\0' ? 6 : 0);
  return tiff === null ? null : exifOf(tiff, exifDirectories(tiff));
}

/** `Canon EOS 7D`: the maker's name before a model that does not begin with it. */
function cameraOf(make: string | null, model: string | null): string | null {
  if (make === null || model === null) return model ?? make;
  return model.toLowerCase().startsWith(make.toLowerCase().split(' ')[0] ?? '')
    ? model
    : `${make} ${model}`;
}

export function exifOf(tiff: Tiff, directories: Directories | null): ExifSaid | null {
  if (directories === null) return null;
  const { image, photo, gps } = directories;
  const text = (directory: Directory | undefined, tag: number) =>
    bytesAsText(tiff.data(directory?.get(tag)));
  // Nikon and others leave the date of RAW files in the first directory.
  const original = text(photo, tags.original) ?? text(image, tags.original);
  const digitized = text(photo, tags.digitized) ?? text(image, tags.digitized);
  const taken = readTaken(original) ?? readTaken(digitized);
  const zone =
    text(photo, tags.offsetOriginal) ??
    text(photo, tags.offsetDigitized) ??
    text(photo, tags.offset);
  const software = text(image, tags.software);
  const camera = cameraOf(text(image, tags.make), text(image, tags.model));
  // A camera that leaves its own date blank has no clock, and a file that names no camera was made at a desk.
  const hasOwn = photo?.has(tags.original) === true || photo?.has(tags.digitized) === true;
  const isByCamera = camera !== null && (software === null || !editors.test(software));
  const numbers = (tag: number) => tiff.numbers(gps?.get(tag));
  return {
    taken: taken && { ...taken, offset: taken.offset ?? offsetMinutes(zone) },
    changed: isByCamera && !hasOwn ? readTaken(text(image, tags.changed)) : null,
    position: positionOf(
      degreesOf(numbers(gpsTags.latitude), text(gps, gpsTags.latitudeRef), 'NS', 90),
      degreesOf(numbers(gpsTags.longitude), text(gps, gpsTags.longitudeRef), 'EW', 180),
    ),
    camera,
    lens: text(photo, tags.lens),
    photographer: text(image, tags.artist),
    orientation: tiff.numbers(image.get(tags.orientation))[0] ?? null,
  };
}
