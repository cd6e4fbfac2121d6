import { identificationsCsv } from '../formats/csv-identifications.ts';
import { individualsCsv, sightingsCsv } from '../formats/csv-catalogue.ts';
import type { Exporter } from './exporter.ts';

export const sightingsTable: Exporter = {
  walks: { over: 'identifications', times: 1 },
  files: (run) => [{ path: '', chunks: sightingsCsv(run.sightings()) }],
};

export const individualsTable: Exporter = {
  walks: { over: 'identifications', times: 1 },
  files: (run) => [{ path: '', chunks: individualsCsv(run.sightings()) }],
};

export const identificationsTable: Exporter = {
  walks: { over: 'identifications', times: 1 },
  files: (run) => [{ path: '', chunks: identificationsCsv(run.sightings()) }],
};
