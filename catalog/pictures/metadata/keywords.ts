/** Keywords embedded in a photo, or in the `.xmp` beside it, by their levels. */
import { decodeText } from '../../formats/decode-text.ts';
import { iptcValues } from './iptc.ts';
import { bytesAsText, cleanText } from './text.ts';
import { xmpParser } from './xmp-parser.ts';

/** A packet beyond this is no description of a photo. */
const MOST_BYTES = 4_000_000;
/** Keywords are data set 25 of record 2 (IIM 4.2). */
const IPTC_KEYWORDS = 25;

/** Where programs write them, and what parts the levels there. */
const lists: readonly [RegExp, string | null][] = [
  // Lightroom, digiKam, and camtrapR, which reads theirs.
  [/:hierarchicalSubject$/i, '|'],
  [/:TagsList$/i, '/'],
  [/:LastKeywordXMP$/i, '/'],
  [/:CatalogSets$/i, '|'],
  [/^dc:subject$/i, null],
];

/** Texts of a list, however it is written. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  const within = value as Record<string, unknown>;
  return textsIn(within['rdf:Bag'] ?? within['rdf:Seq'] ?? within['rdf:li'] ?? within['#text']);
}

function keywordsInXmp(packet: Buffer): string[][] {
  const found: string[][] = [];
  const look = (value: unknown) => {
    if (Array.isArray(value)) value.forEach(look);
    else if (typeof value === 'object' && value !== null)
      for (const [name, part] of Object.entries(value)) {
        const list = lists.find(([called]) => called.test(name));
        if (list === undefined) look(part);
        else
          for (const text of textsIn(part))
            found.push(list[1] === null ? [text] : text.split(list[1]));
      }
  };
  look(xmpParser.parse(decodeText(packet).text.replaceAll('\0', '')));
  return found;
}

/**
 * All keywords, those of branches first; each once.
 *
 * @param xmp packets, of the file and beside it; a damaged one says nothing
 * @param iptc the block of the file
 */
export function keywordsOf(xmp: readonly Buffer[], iptc: Buffer | undefined): string[][] {
  const found = xmp.flatMap((packet) => {
    try {
      return packet.length > MOST_BYTES ? [] : keywordsInXmp(packet);
    } catch {
      return [];
    }
  });
  for (const value of iptcValues(iptc, IPTC_KEYWORDS)) found.push([bytesAsText(value) ?? '']);
  const clean = found
    .map((levels) => levels.map((level) => cleanText(level) ?? '').filter((level) => level !== ''))
    .filter(({ length }) => length > 0)
    .sort((a, b) => b.length - a.length);
  return [...new Map(clean.map((levels) => [levels.join('\n'), levels])).values()];
}
