import { identificationsCsv } from '../formats/csv-identifications.ts';
import { individualsCsv, sightingsCsv } from '../formats/csv-catalogue.ts';
import type { SightingFilter } from '../sightings/sighting-filter.ts';
import type { Exporter } from './exporter.ts';

/** Every filter there is, for formats made of sightings. */
export const sightingFilters: readonly (keyof SightingFilter)[] = [
  'minQuality',
  'minDistinctiveness',
  'side',
  'species',
  'takenFrom',
  'takenTo',
  'area',
  'reviewedOnly',
];

export const sightingsTable: Exporter = {
  filters: sightingFilters,
  asks: [],
  walks: { over: 'identifications', times: 1 },
  target: () => ({ file: 'sightings.csv' }),
  files: (run) => [{ path: '', chunks: sightingsCsv(run.sightings()) }],
};

export const individualsTable: Exporter = {
  filters: sightingFilters,
  asks: [],
  walks: { over: 'identifications', times: 1 },
  target: () => ({ file: 'individuals.csv' }),
  files: (run) => [{ path: '', chunks: individualsCsv(run.sightings()) }],
};

export const identificationsTable: Exporter = {
  filters: sightingFilters,
  asks: [],
  walks: { over: 'identifications', times: 1 },
  target: () => ({ file: 'identifications.csv' }),
  files: (run) => [{ path: '', chunks: identificationsCsv(run.sightings()) }],
};
