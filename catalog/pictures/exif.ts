import readExif from 'exif-reader';
import type { ExifFacts } from '#terms/photos/picture-facts.ts';

const nothing: ExifFacts = {
  takenMs: null,
  utcOffsetMinutes: null,
  latitude: null,
  longitude: null,
  camera: null,
  lens: null,
  photographer: null,
};

/** Cameras pad text with zeros and blanks, and some write only those. */
function text(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  // oxlint-disable-next-line no-control-regex -- padding of fixed-length EXIF fields
  const clean = value.replace(/[\u0000-\u001f]+/g, ' ').trim();
  return clean === '' ? null : clean.slice(0, 200);
}

/** `+01:00` as minutes east of UTC. */
function offsetMinutes(value: unknown): number | null {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(text(value) ?? '');
  if (match === null) return text(value) === 'Z' ? 0 : null;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return minutes > 14 * 60 ? null : match[1] === '-' ? -minutes : minutes;
}

/** Degrees, minutes and seconds with a hemisphere; 0/0 or a missing hemisphere is no coordinate. */
function degrees(parts: unknown, reference: unknown, hemispheres: string, limit: number) {
  if (!Array.isArray(parts) || parts.length !== 3) return null;
  const [whole, minutes, seconds] = parts.map(Number);
  const hemisphere = text(reference)?.toUpperCase() ?? '';
  const value = whole + minutes / 60 + seconds / 3600;
  if (!Number.isFinite(value) || !hemispheres.includes(hemisphere) || hemisphere === '')
    return null;
  if (value < 0 || value > limit) return null;
  return hemisphere === hemispheres[1] ? -value : value;
}

/** The camera's wall clock as if it were UTC, which is how exif-reader reads it. */
function wallClock(...candidates: unknown[]): number | null {
  for (const value of candidates) {
    if (value instanceof Date && Number.isFinite(value.getTime()) && value.getTime() > 0) {
      return value.getTime();
    }
  }
  return null;
}

/** Facts of an EXIF block; a damaged block gives nothing rather than an error. */
export function exifFacts(block: Buffer | undefined): ExifFacts {
  if (block === undefined) return nothing;
  let exif: ReturnType<typeof readExif>;
  try {
    exif = readExif(block);
  } catch {
    return nothing;
  }
  const { Image: image, Photo: photo, GPSInfo: gps } = exif;
  const make = text(image?.Make);
  const model = text(image?.Model);
  const camera =
    make !== null &&
    model !== null &&
    !model.toLowerCase().startsWith(make.toLowerCase().split(' ')[0])
      ? `${make} ${model}`
      : (model ?? make);
  const latitude = degrees(gps?.GPSLatitude, gps?.GPSLatitudeRef, 'NS', 90);
  const longitude = degrees(gps?.GPSLongitude, gps?.GPSLongitudeRef, 'EW', 180);
  // A receiver without a fix writes zeros; nobody photographs whales at 0° N 0° E.
  const placed = latitude !== null && longitude !== null && (latitude !== 0 || longitude !== 0);
  return {
    takenMs: wallClock(photo?.DateTimeOriginal, photo?.DateTimeDigitized, image?.DateTime),
    utcOffsetMinutes: offsetMinutes(
      photo?.OffsetTimeOriginal ?? photo?.OffsetTimeDigitized ?? photo?.OffsetTime,
    ),
    latitude: placed ? latitude : null,
    longitude: placed ? longitude : null,
    camera,
    lens: text(photo?.LensModel),
    photographer: text(image?.Artist),
  };
}
