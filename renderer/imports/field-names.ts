import type { ImportField } from '#api/contract/index.ts';

/** What a column can hold, as a person reads it, the needed ones first. */
export const fieldNames: Record<ImportField, string> = {
  photo: 'Photo (file name)',
  individual: 'Individual (code)',
  side: 'Side',
  date: 'Date',
  time: 'Time',
  place: 'Place',
  encounter: 'Encounter',
  latitude: 'Latitude',
  longitude: 'Longitude',
  species: 'Species',
  name: 'Name of the individual',
  sex: 'Sex',
  lifeStage: 'Life stage',
  photographer: 'Photographer',
  identifiedBy: 'Identified by',
  verdict: 'Verdict',
  distinctiveness: 'Distinctiveness 1–3',
  angle: 'Angle 1–3',
  exposure: 'Exposure 1–3',
  focus: 'Focus 1–3',
  visible: 'Proportion visible 1–3',
  notes: 'Notes on the individual',
  boxClass: 'Box class',
  boxX: 'Box left (0–1)',
  boxY: 'Box top (0–1)',
  boxW: 'Box width (0–1)',
  boxH: 'Box height (0–1)',
};

const delimiterNames: Record<string, string> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};
export const delimiterName = (delimiter: string) => delimiterNames[delimiter] ?? delimiter;

const encodingNames: Record<string, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Latin-1',
};
export const encodingName = (encoding: string) => encodingNames[encoding] ?? encoding;
