/** Tracks of GPS receivers: GPX 1.0 and 1.1. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { decodeText } from '../formats/decode-text.ts';

/** A point of a track. */
export interface TrackPoint {
  /** UTC milliseconds. */
  at: number;
  latitude: number;
  longitude: number;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
});

interface PointElement {
  lat?: unknown;
  lon?: unknown;
  time?: unknown;
}

/** A part of the file that may be there once, more often or not at all. */
const each = (value: unknown): Record<string, unknown>[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (part): part is Record<string, unknown> => typeof part === 'object' && part !== null,
  );

/**
 * Points with a time and a place, in order of time; of two at one time the first.
 *
 * @param name of the file, for what is said of it
 * @throws Error in words for what is no GPX, or has no point with a time
 */
export function readGpx(bytes: Uint8Array, name: string): TrackPoint[] {
  const { text } = decodeText(bytes);
  if (XMLValidator.validate(text) !== true || !/<(?:\w+:)?gpx[\s>]/.test(text))
    throw new Error(`${name} is no GPX file, or a damaged one.`);
  const { gpx } = parser.parse(text) as { gpx?: Record<string, unknown> };
  const tracks = each(gpx?.trk).flatMap((track) => each(track.trkseg));
  const elements = [
    ...tracks.flatMap((segment) => each(segment.trkpt)),
    ...each(gpx?.rte).flatMap((route) => each(route.rtept)),
    ...each(gpx?.wpt),
  ] as PointElement[];
  const points = elements.flatMap(({ lat, lon, time }) => {
    const point = {
      at: typeof time === 'string' ? Date.parse(withZone(time)) : Number.NaN,
      latitude: Number(lat),
      longitude: Number(lon),
    };
    const isSound =
      Number.isFinite(point.at) &&
      Math.abs(point.latitude) <= 90 &&
      Math.abs(point.longitude) <= 180 &&
      lat !== undefined &&
      lon !== undefined;
    return isSound ? [point] : [];
  });
  if (points.length === 0)
    throw new Error(`${name} has no point with a time, so photos cannot be placed by it.`);
  return points
    .sort((a, b) => a.at - b.at)
    .filter(({ at }, index, all) => index === 0 || at !== all[index - 1]?.at);
}

/** GPX says UTC; some receivers leave the `Z` away. */
const withZone = (time: string): string =>
  /(?:z|[+-]\d{2}:?\d{2})$/i.test(time.trim()) ? time.trim() : `${time.trim()}Z`;

/** Where a receiver was: between two points by the time between them, or at a single one that is near enough. */
export function placeAt(
  points: readonly TrackPoint[],
  at: number,
  mostGapMs: number,
): { latitude: number; longitude: number } | null {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.at ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [points[low - 1], points[low]];
  const near = (point: TrackPoint | undefined) =>
    point !== undefined && Math.abs(point.at - at) <= mostGapMs ? point : undefined;
  const [left, right] = [near(before), near(after)];
  if (left === undefined || right === undefined) {
    const one = left ?? right;
    return one === undefined ? null : { latitude: one.latitude, longitude: one.longitude };
  }
  const share = right.at === left.at ? 0 : (at - left.at) / (right.at - left.at);
  // The short way round, also over the antimeridian.
  const turn = ((right.longitude - left.longitude + 540) % 360) - 180;
  const longitude = left.longitude + share * turn;
  return {
    latitude: left.latitude + share * (right.latitude - left.latitude),
    longitude: longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude,
  };
}
