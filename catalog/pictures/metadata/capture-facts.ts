/** When, where and by whom a photo was taken: of each the first part of its file that says so. */
import type { FactSource } from '#terms/photos/fact-sources.ts';
import type { CaptureFacts } from '#terms/photos/picture-facts.ts';
import type { Taken } from './dates.ts';
import { exifOfBlock, type ExifSaid } from './exif.ts';
import { iptcFacts } from './iptc.ts';
import { dateInName } from './name-date.ts';
import type { SaidFacts } from './said-facts.ts';
import { xmpFacts } from './xmp.ts';

/** The blocks of a file. */
interface MetadataBlocks {
  exif?: Buffer;
  xmp?: Buffer;
  iptc?: Buffer;
}

/** The facts of a file by its blocks; a damaged block says nothing. */
export const factsOfBlocks = ({ exif, xmp, iptc }: MetadataBlocks, name: string): CaptureFacts =>
  captureFacts({ exif: exifOfBlock(exif), xmp: xmpFacts(xmp), iptc: iptcFacts(iptc) }, name);

const dayOf = ({ ms }: Taken): number => Math.floor(ms / 86_400_000);

/** @param name of the file, which may tell its date */
export function captureFacts(
  said: { exif: ExifSaid | null; xmp: SaidFacts | null; iptc: SaidFacts | null },
  name: string,
): CaptureFacts {
  const parts = [
    ['exif', said.exif],
    ['xmp', said.xmp],
    ['iptc', said.iptc],
  ] as const;
  const first = <T>(of: (facts: SaidFacts) => T | null): [T, FactSource] | null => {
    for (const [source, facts] of parts) {
      const value = facts === null ? null : of(facts);
      if (value !== null) return [value, source];
    }
    return null;
  };
  const named = dateInName(name);
  const changed = said.exif?.changed ?? null;
  const dated = first((facts) => facts.taken);
  // A part that only knows the day gives way to one that knows the hour of it.
  const timed = first(({ taken }) =>
    taken === null || taken.isDay || dayOf(taken) !== (dated && dayOf(dated[0])) ? null : taken,
  );
  const taken =
    timed ??
    dated ??
    (named && ([named, 'name'] as const)) ??
    (changed && ([changed, 'change'] as const));
  const position = first((facts) => facts.position);
  const photographer = first((facts) => facts.photographer);
  return {
    takenMs: taken?.[0].ms ?? null,
    dayOnly: taken?.[0].isDay ?? false,
    utcOffsetMinutes: taken?.[0].offset ?? null,
    takenSource: taken?.[1] ?? null,
    latitude: position?.[0].latitude ?? null,
    longitude: position?.[0].longitude ?? null,
    placeSource: position?.[1] ?? null,
    camera: first((facts) => facts.camera)?.[0] ?? null,
    lens: first((facts) => facts.lens)?.[0] ?? null,
    photographer: photographer?.[0] ?? null,
    photographerSource: photographer?.[1] ?? null,
  };
}
