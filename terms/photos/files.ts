import { z } from 'zod';
import { listed } from '../listed.ts';
import { idsOf } from '../tables.ts';

interface PhotoFormatWords {
  title: string;
  /** How files of it end; the first is the one that is written. */
  endings: readonly string[];
  mediaType: `image/${string}`;
}

/** Photos that can be read. What a file is, its content says; what to look at in a folder, its ending. */
export const photoFormats = {
  jpeg: { title: 'JPEG', endings: ['jpg', 'jpeg', 'jfif', 'jpe'], mediaType: 'image/jpeg' },
  png: { title: 'PNG', endings: ['png'], mediaType: 'image/png' },
  tiff: { title: 'TIFF', endings: ['tif', 'tiff'], mediaType: 'image/tiff' },
  webp: { title: 'WebP', endings: ['webp'], mediaType: 'image/webp' },
} as const satisfies Record<string, PhotoFormatWords>;

type PhotoFormat = keyof typeof photoFormats;
export const photoFormat = z.enum(idsOf(photoFormats));

const words: readonly PhotoFormatWords[] = Object.values(photoFormats);
const titles = words.map(({ title }) => title);
/** `JPEG, PNG, TIFF and WebP`. */
export const allPhotoFormats = listed(titles, ' and ');
/** `JPEG, PNG, TIFF or WebP`. */
export const anyPhotoFormat = listed(titles, ' or ');

export const photoEndings = words.flatMap(({ endings }) => endings);

const photoName = new RegExp(`\\.(?:${photoEndings.join('|')})$`, 'i');
/** Whether a file is worth opening as a photo, by its name. */
export const isPhotoName = (name: string): boolean => photoName.test(name);

/** The format that a name tells; null for none that is read. */
export function formatOfName(name: string): PhotoFormat | null {
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  return (
    photoFormat.options.find((format) =>
      photoFormats[format].endings.some((known) => known === ending),
    ) ?? null
  );
}

/** No camera writes larger files, and this one would have to stand in memory whole; bytes. */
export const mostPhotoBytes = 1024 ** 3;

/**
 * Pictures of a photo that are kept beside the catalogue, by longest edge in pixels: two for the screen, and
 * between them one for small networks that look at photos whole, to which decoding the view would cost as much
 * as their look. Of a photo that is no larger it is not made.
 */
export const keptVariants = { thumb: 256, look: 320, view: 2048 } as const;
export type KeptVariant = keyof typeof keptVariants;

/** What a screen can ask for by URL: `/photo/ID/VARIANT` or `photo://ID/VARIANT`. */
export const photoVariant = z.enum(['thumb', 'view', 'full']);
export type PhotoVariant = z.infer<typeof photoVariant>;
