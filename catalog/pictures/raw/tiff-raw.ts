/**
 * RAW files that are TIFF in their structure: CR2, NEF, ARW, DNG, ORF, RW2, PEF, SRW. The JPEGs of the picture stand in
 * directories of the chain and below them, after TIFF 6.0, TIFF/EP and DNG 1.7; Olympus keeps its own in the maker's
 * note, Panasonic in a tag of its own.
 */
import type { Directory, Tiff } from '../metadata/tiff.ts';
import type { RawFile } from './raw-file.ts';

const tags = {
  subfileType: 0xfe,
  compression: 0x103,
  photometric: 0x106,
  make: 0x10f,
  strips: 0x111,
  stripBytes: 0x117,
  subDirectories: 0x14a,
  jpeg: 0x201,
  jpegBytes: 0x202,
  xmp: 0x2bc,
  /** Panasonic's whole JPEG. */
  panasonicJpeg: 0x2e,
  exif: 0x8769,
  makerNote: 0x927c,
  dngVersion: 0xc612,
} as const;

/** Olympus's directory of settings in its note, and the preview's place and length in that. */
const olympus = { settings: 0x2020, start: 0x101, length: 0x102 } as const;
/** Colour filter array, and the linear RAW of DNG: values of a sensor, no picture. */
const sensorPhotometrics: ReadonlySet<number> = new Set([32_803, 34_892]);
const jpegCompressions: ReadonlySet<number> = new Set([6, 7, 99]);

/** Every directory of the chain and below it. */
function everyDirectory(tiff: Tiff): Directory[] {
  const found: Directory[] = [];
  const look = (directories: readonly Directory[], depth: number) => {
    for (const directory of directories) {
      found.push(directory);
      if (depth < 3) look(tiff.below(directory, tags.subDirectories), depth + 1);
    }
  };
  look(tiff.directories(), 0);
  return found;
}

/** Whether a TIFF holds what a sensor saw, and its own picture is only a small preview. */
export function isTiffRaw(tiff: Tiff): boolean {
  const directories = everyDirectory(tiff);
  const [first] = directories;
  if (first === undefined) return false;
  const value = (directory: Directory, tag: number) => tiff.numbers(directory.get(tag))[0];
  // 42 is the number of TIFF itself; the others are RAW files' own.
  const number = tiff.bytes.subarray(tiff.start + 2, tiff.start + 4).toString('latin1');
  return (
    !['*\0', '\0*'].includes(number) ||
    first.has(tags.dngVersion) ||
    directories.some((directory) =>
      sensorPhotometrics.has(value(directory, tags.photometric) ?? 0),
    ) ||
    tiff.bytes.toString('latin1', tiff.start + 8, tiff.start + 10) === 'CR' ||
    (((value(first, tags.subfileType) ?? 0) & 1) === 1 && first.has(tags.subDirectories))
  );
}

export function tiffRaw(tiff: Tiff): RawFile {
  const directories = everyDirectory(tiff);
  const candidates = directories.flatMap((directory) => jpegsOf(tiff, directory));
  const exif = directories[0] && tiff.below(directories[0], tags.exif)[0];
  if (exif !== undefined) candidates.push(...olympusPreview(tiff, exif));
  const xmp = directories[0] && tiff.data(directories[0].get(tags.xmp));
  return {
    candidates,
    facts: { image: tiff },
    ...(xmp === undefined || xmp.length === 0 ? {} : { xmp }),
  };
}

function jpegsOf(tiff: Tiff, directory: Directory): Buffer[] {
  const numbers = (tag: number) => tiff.numbers(directory.get(tag));
  const piece = (at: number | undefined, length: number | undefined) =>
    at === undefined || length === undefined
      ? []
      : [tiff.bytes.subarray(tiff.start + at, tiff.start + at + length)];
  const found = piece(numbers(tags.jpeg)[0], numbers(tags.jpegBytes)[0]);
  const strips = numbers(tags.strips);
  if (strips.length === 1 && jpegCompressions.has(numbers(tags.compression)[0] ?? 0))
    found.push(...piece(strips[0], numbers(tags.stripBytes)[0]));
  const whole = directory.get(tags.panasonicJpeg);
  if (whole !== undefined && whole.bytes > 4) found.push(tiff.data(whole));
  return found;
}

/** The preview of an Olympus camera: in its note, whose offsets count from the note's own beginning. */
function olympusPreview(tiff: Tiff, exif: Directory): Buffer[] {
  const note = exif.get(tags.makerNote);
  if (note === undefined) return [];
  const name = tiff.bytes.toString('latin1', note.at, note.at + 10);
  const first = name.startsWith('OLYMPUS\0')
    ? 12
    : name.startsWith('OM SYSTEM')
      ? 16
      : name.startsWith('OLYMP\0')
        ? 8
        : null;
  if (first === null) return [];
  // The older note counts from the file.
  const from = first === 8 ? tiff.start : note.at;
  const own = tiff.directoryAt(note.at + first - tiff.start, from);
  const settings = own?.get(olympus.settings);
  if (settings === undefined) return [];
  const at = settings.type === 13 || settings.count === 1 ? tiff.numbers(settings)[0] : undefined;
  const place = at === undefined ? settings.at : from + at;
  const directory = tiff.directoryAt(place - tiff.start, from);
  const start = directory && tiff.numbers(directory.get(olympus.start))[0];
  const length = directory && tiff.numbers(directory.get(olympus.length))[0];
  if (typeof start !== 'number' || typeof length !== 'number') return [];
  return [tiff.bytes.subarray(from + start, from + start + length)];
}
