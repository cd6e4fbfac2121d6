import { z } from 'zod';
import { idsOf } from '../tables.ts';

/** Where a fact about a photo comes from; of a file the first that says it, in this order. */
export const factSources = {
  exif: { title: 'EXIF' },
  xmp: { title: 'XMP' },
  iptc: { title: 'IPTC' },
  name: { title: 'file name' },
  /** EXIF's date of the last change, of a file that names no program that changes pictures. */
  change: { title: 'last change of the file, by EXIF' },
  track: { title: 'GPX track' },
  person: { title: 'entered by hand' },
  table: { title: 'table' },
} as const;

export const factSource = z.enum(idsOf(factSources));
export type FactSource = z.infer<typeof factSource>;
