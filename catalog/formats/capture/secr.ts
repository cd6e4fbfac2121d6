import proj4 from 'proj4';
import { capturedOccasions } from '#catalog/sightings/occasions.ts';
import type { LeftOut } from '#catalog/sightings/sighting-filter.ts';
import type { Sighting } from '#catalog/sightings/sightings.ts';
import type { OccasionGaps } from '#terms/exports/occasions.ts';
import type { ExportOptions } from '#terms/exports/options.ts';
import { ExportError } from '../export-error.ts';

/** Sightings in one cell share a detector. */
type SecrOptions = Pick<ExportOptions, 'occasions' | 'cellMetres'>;

interface SecrFiles {
  captures: string[];
  traps: string[];
  /** The projection of the trap coordinates, for the analyst's notes: `EPSG:32630`. */
  crs: string;
  /** Labels of the capture occasions; the captures name them by number, from 1. */
  occasions: string[];
  gaps: OccasionGaps;
}

/** EPSG code and proj4 definition of the UTM zone of a position (zones are six degrees wide). */
export function utmZone(latitude: number, longitude: number): { epsg: number; definition: string } {
  const zone = Math.min(60, Math.floor((longitude + 180) / 6) + 1);
  const south = latitude < 0;
  return {
    epsg: (south ? 32_700 : 32_600) + zone,
    definition: `+proj=utm +zone=${zone}${south ? ' +south' : ''} +datum=WGS84 +units=m +no_defs`,
  };
}

const identifier = (code: string) => code.trim().replace(/\s+/g, '.');

/**
 * Captures and detectors for R's secr: `# Session ID Occasion Detector` and `# Detector X Y` with
 * metres of one UTM zone. Detectors are the cells of a grid in which animals were seen; secr forbids
 * blanks in IDs and underscores in detector names.
 *
 * @throws ExportError if nothing can be placed, or the area is wider than one projection can hold.
 */
export function secrFiles(
  sightings: Iterable<Sighting>,
  { occasions, cellMetres }: SecrOptions,
  out: LeftOut,
): SecrFiles {
  const placed: { code: string; latitude: number; longitude: number; takenMs: number }[] = [];
  for (const sighting of sightings) {
    const { code, latitude, longitude, takenMs } = sighting;
    if (latitude === null || longitude === null) out.add('no coordinates', sighting.boxes.length);
    else if (takenMs === null) out.add('no date', sighting.boxes.length);
    else placed.push({ code, latitude, longitude, takenMs });
  }
  if (placed.length === 0) {
    throw new ExportError(
      'No sighting has both coordinates and a date, and secr needs both. Add GPS to the photos or places to the encounters, or export for MARK instead.',
    );
  }
  const longitudes = placed.map(({ longitude }) => longitude);
  const spread =
    longitudes.reduce((most, value) => Math.max(most, value), -Infinity) -
    longitudes.reduce((least, value) => Math.min(least, value), Infinity);
  if (spread > 12) {
    throw new ExportError(
      `The sightings span ${spread.toFixed(1)} degrees of longitude; one projection in metres holds about 12. Choose an area in the filters.`,
      { spread },
    );
  }
  const middle = placed[Math.floor(placed.length / 2)];
  const { epsg, definition } = utmZone(middle.latitude, middle.longitude);
  const project = proj4(definition);
  const cells = new Map<string, { x: number; y: number; name: string }>();
  const located = placed.map((entry) => {
    const [easting, northing] = project.forward([entry.longitude, entry.latitude]);
    const column = Math.floor(easting / cellMetres);
    const row = Math.floor(northing / cellMetres);
    const key = `${column} ${row}`;
    if (!cells.has(key)) {
      cells.set(key, { x: (column + 0.5) * cellMetres, y: (row + 0.5) * cellMetres, name: '' });
    }
    return { ...entry, key };
  });
  [...cells.values()]
    .sort((a, b) => a.x - b.x || a.y - b.y)
    .forEach((cell, index) => {
      cell.name = `D${String(index + 1).padStart(4, '0')}`;
    });

  const { labels, gaps, indexOf } = capturedOccasions(
    placed.map(({ takenMs }) => takenMs),
    occasions,
  );
  const rows = new Set(
    located.map(
      ({ code, key, takenMs }) =>
        `1 ${identifier(code)} ${indexOf(takenMs) + 1} ${cells.get(key)?.name ?? ''}\n`,
    ),
  );
  return {
    captures: ['# Session ID Occasion Detector\n', ...rows],
    traps: [
      '# Detector X Y\n',
      ...[...cells.values()]
        .sort((a, b) => a.name.localeCompare(b.name, 'en'))
        .map(({ name, x, y }) => `${name} ${x} ${y}\n`),
    ],
    crs: `EPSG:${epsg}`,
    occasions: labels,
    gaps,
  };
}
