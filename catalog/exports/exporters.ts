import type { ExportFormat } from '#terms/exports/formats.ts';
import { darwinCore, wildbook } from './archives.ts';
import { boxesTable, coco, voc, yolo } from './boxes.ts';
import { mark, rmark, secr } from './capture.ts';
import { crops } from './crops.ts';
import type { Exporter } from './exporter.ts';
import { networks } from './networks.ts';
import { portable } from './portable.ts';
import { printable } from './printable.ts';
import { identificationsTable, individualsTable, sightingsTable } from './tables.ts';

/** Every format and what writes it. */
export const exporters: Record<ExportFormat, Exporter> = {
  'sightings-csv': sightingsTable,
  'individuals-csv': individualsTable,
  'identifications-csv': identificationsTable,
  mark,
  rmark,
  secr,
  'darwin-core': darwinCore,
  wildbook,
  printable,
  crops,
  yolo,
  coco,
  voc,
  'boxes-csv': boxesTable,
  networks,
  portable,
};
