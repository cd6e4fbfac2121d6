import { z } from 'zod';
import { boxGrades, gradeNames, type GradeName } from '../boxes/attributes.ts';
import { idsOf } from '../tables.ts';

interface ImportColumn {
  /** As a person reads it over a column. */
  title: string;
  /** What tables call it, without case, blanks and punctuation; earlier ones win. */
  headers: readonly string[];
}

const gradeColumns = Object.fromEntries(
  gradeNames.map((name): [GradeName, ImportColumn] => {
    const { title, least, most, headers } = boxGrades[name];
    return [name, { title: `${title} ${least}–${most}`, headers }];
  }),
) as Record<GradeName, ImportColumn>;

/** What a column of a catalogue table can hold, the needed ones first. */
export const importFields = {
  photo: {
    title: 'Photo (file name)',
    headers: [
      'photo',
      'photos',
      'image',
      'file',
      'filename',
      'photoname',
      'imagename',
      'picture',
      'mediaasset',
      'encountermediaasset0',
      'encountermediaassets',
    ],
  },
  individual: {
    title: 'Individual (code)',
    headers: [
      'individual',
      'individualid',
      'id',
      'animal',
      'animalid',
      'whaleid',
      'dolphinid',
      'code',
      'catalogueid',
      'catalogid',
      'markedindividualindividualid',
      'encounterindividualid',
      'organismid',
    ],
  },
  side: { title: 'Side', headers: ['side', 'sides', 'flank', 'leftright', 'lr'] },
  date: {
    title: 'Date',
    headers: [
      'date',
      'datetime',
      'eventdate',
      'sightingdate',
      'datetaken',
      'day',
      'encounteryearmonthday',
    ],
  },
  time: { title: 'Time', headers: ['time', 'timetaken', 'hour', 'encounterhourminutes'] },
  place: {
    title: 'Place',
    headers: [
      'place',
      'location',
      'site',
      'area',
      'locality',
      'locationid',
      'encounterlocationid',
      'encounterverbatimlocality',
    ],
  },
  encounter: {
    title: 'Encounter',
    headers: [
      'encounter',
      'encounterid',
      'sighting',
      'sightingid',
      'encountersightingid',
      'sightingsightingid',
      'occurrenceoccurrenceid',
      'encounteroccurrenceid',
      'eventid',
    ],
  },
  latitude: {
    title: 'Latitude',
    headers: ['latitude', 'lat', 'decimallatitude', 'y', 'encounterdecimallatitude'],
  },
  longitude: {
    title: 'Longitude',
    headers: [
      'longitude',
      'lon',
      'long',
      'lng',
      'decimallongitude',
      'x',
      'encounterdecimallongitude',
    ],
  },
  species: {
    title: 'Species',
    headers: ['species', 'scientificname', 'taxon', 'encountergenusspecificepithet'],
  },
  name: {
    title: 'Name of the individual',
    headers: ['name', 'nickname', 'organismname', 'alias', 'markedindividualnickname'],
  },
  sex: { title: 'Sex', headers: ['sex', 'gender', 'encountersex'] },
  lifeStage: {
    title: 'Life stage',
    headers: ['lifestage', 'ageclass', 'age', 'encounterlifestage'],
  },
  photographer: {
    title: 'Photographer',
    headers: ['photographer', 'observer', 'author', 'recordedby', 'photographers'],
  },
  identifiedBy: { title: 'Identified by', headers: ['identifiedby', 'matchedby'] },
  verdict: { title: 'Verdict', headers: ['verdict'] },
  ...gradeColumns,
  notes: {
    title: 'Notes on the individual',
    headers: [
      'notes',
      'remarks',
      'comments',
      'comment',
      'occurrenceremarks',
      'encounteroccurrenceremarks',
    ],
  },
  boxClass: { title: 'Box class', headers: ['boxclass'] },
  boxX: { title: 'Box left (0–1)', headers: ['boxx'] },
  boxY: { title: 'Box top (0–1)', headers: ['boxy'] },
  boxW: { title: 'Box width (0–1)', headers: ['boxw'] },
  boxH: { title: 'Box height (0–1)', headers: ['boxh'] },
} as const satisfies Record<string, ImportColumn>;

export type ImportField = keyof typeof importFields;
export const importField = z.enum(idsOf(importFields));

/** Without these a row says nothing of anybody. */
export const neededFields = ['photo', 'individual'] as const satisfies readonly ImportField[];

/** Column number, from 0, by field; a field without a column is not imported. */
export const columnMapping = z.partialRecord(importField, z.number().int().min(0));
export type ColumnMapping = z.infer<typeof columnMapping>;
