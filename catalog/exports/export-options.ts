import type { OccasionScheme } from '../sightings/occasions.ts';
import type { SightingFilter } from '../sightings/sighting-filter.ts';

/** What can be written, in the order in which it is offered. */
export const exportFormats = [
  'sightings-csv',
  'individuals-csv',
  'identifications-csv',
  'mark',
  'rmark',
  'secr',
  'darwin-core',
  'wildbook',
  'printable',
  'crops',
  'yolo',
  'coco',
  'voc',
  'boxes-csv',
  'networks',
  'portable',
] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Every choice of every format; a format reads those that it asks for. */
export interface ExportOptions {
  filter: SightingFilter;
  /** How time is cut into capture occasions. */
  occasions: OccasionScheme;
  /** Groups of a MARK file. */
  groupBy: 'none' | 'sex';
  /** Edge of a detector's grid cell for secr, metres. */
  cellMetres: number;
  occurrenceStatus: 'present' | 'detected';
  /** Metres; null leaves the term blank. */
  coordinateUncertaintyMetres: number | null;
  /** Who publishes a data set. */
  creator: string;
  /** Scientific name by the catalogue's species name, where they differ. */
  scientificNames: Readonly<Record<string, string>>;
  submitterId: string;
  /** Wildbook's location where an encounter has no place. */
  defaultLocationId: string;
  /** Part of the encounters whose photos are kept for validation, 0–0.9. */
  validationShare: number;
  /** Copies of the photos themselves beside what is written about them. */
  withPhotos: boolean;
  /** Boxes that a detector proposed and nobody judged too, with their confidence. */
  withProposals: boolean;
  /** Crops as one zip rather than a folder. */
  asZip: boolean;
  /** The network to export; null takes the chosen ones. */
  modelId: number | null;
}

export const defaultOptions: ExportOptions = {
  filter: {},
  occasions: { by: 'day' },
  groupBy: 'none',
  cellMetres: 1000,
  occurrenceStatus: 'present',
  coordinateUncertaintyMetres: null,
  creator: '',
  scientificNames: {},
  submitterId: '',
  defaultLocationId: '',
  validationShare: 0.2,
  withPhotos: false,
  withProposals: false,
  asZip: false,
  modelId: null,
};
