/** Facts of an XMP packet (ISO 16684-1): properties as attributes or as elements, by their usual prefixes. */
import { decodeText } from '../../formats/decode-text.ts';
import { readTaken } from './dates.ts';
import { positionOf } from './position.ts';
import type { SaidFacts } from './said-facts.ts';
import { cleanText } from './text.ts';
import { xmpParser } from './xmp-parser.ts';

/** A packet beyond this is no description of a photo. */
const MOST_BYTES = 4_000_000;

/** The first value of each property, lists by their first item. */
function propertiesOf(packet: string): Map<string, string> {
  const found = new Map<string, string>();
  const firstText = (value: unknown): string | null => {
    if (typeof value === 'string') return value;
    if (Array.isArray(value)) return firstText(value[0]);
    if (typeof value !== 'object' || value === null) return null;
    const within = value as Record<string, unknown>;
    const list = within['rdf:Seq'] ?? within['rdf:Bag'] ?? within['rdf:Alt'];
    return firstText(list ?? within['rdf:li'] ?? within['#text'] ?? null);
  };
  const look = (value: unknown) => {
    if (Array.isArray(value)) value.forEach(look);
    else if (typeof value === 'object' && value !== null)
      for (const [name, part] of Object.entries(value)) {
        const text = firstText(part);
        if (text !== null && !found.has(name)) found.set(name, text);
        if (typeof part === 'object') look(part);
      }
  };
  look(xmpParser.parse(packet));
  return found;
}

/** `57,34.866N`, or `57,34,52.2N`. */
function degreesOf(text: string | undefined, hemispheres: 'NS' | 'EW', limit: number) {
  const match = /^(\d+),(\d+(?:\.\d+)?)(?:,(\d+(?:\.\d+)?))?\s*([NSEW])$/i.exec(text?.trim() ?? '');
  if (match === null) return null;
  const [, whole, minutes, seconds, letter = ''] = match;
  const value = Number(whole) + Number(minutes) / 60 + Number(seconds ?? 0) / 3600;
  const hemisphere = letter.toUpperCase();
  if (!hemispheres.includes(hemisphere) || value > limit) return null;
  return hemisphere === hemispheres[1] ? -value : value;
}

/** A packet that is no XML says nothing. */
export function xmpFacts(packet: Buffer | undefined): SaidFacts | null {
  if (packet === undefined || packet.length > MOST_BYTES) return null;
  let properties: Map<string, string>;
  try {
    properties = propertiesOf(decodeText(packet).text.replaceAll('\0', ''));
  } catch {
    return null;
  }
  const text = (name: string) => cleanText(properties.get(name));
  const dates = ['exif:DateTimeOriginal', 'photoshop:DateCreated', 'xmp:CreateDate'];
  const taken = dates.map((name) => readTaken(text(name))).find((date) => date !== null);
  const [make, model] = [text('tiff:Make'), text('tiff:Model')];
  return {
    taken: taken ?? null,
    position: positionOf(
      degreesOf(properties.get('exif:GPSLatitude'), 'NS', 90),
      degreesOf(properties.get('exif:GPSLongitude'), 'EW', 180),
    ),
    camera: model ?? make,
    lens: text('aux:Lens') ?? text('exifEX:LensModel'),
    photographer: text('dc:creator'),
  };
}
