/** What a column of a catalogue table can hold. */
export const importFields = [
  'photo',
  'individual',
  'side',
  'date',
  'time',
  'place',
  'latitude',
  'longitude',
  'species',
  'encounter',
  'name',
  'sex',
  'photographer',
  'lifeStage',
  'angle',
  'exposure',
  'focus',
  'visible',
  'distinctiveness',
  'verdict',
  'identifiedBy',
  'notes',
  'boxClass',
  'boxX',
  'boxY',
  'boxW',
  'boxH',
] as const;
export type ImportField = (typeof importFields)[number];

/** Column number by field; a field without a column is not imported. */
export type ColumnMapping = Partial<Record<ImportField, number>>;

/** Header words by field, compared without case, blanks and punctuation; earlier ones win. */
const headerWords: Record<ImportField, readonly string[]> = {
  photo: [
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
  ],
  individual: [
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
    'organismid',
  ],
  side: ['side', 'sides', 'flank', 'leftright', 'lr'],
  date: ['date', 'datetime', 'eventdate', 'sightingdate', 'datetaken', 'day'],
  time: ['time', 'timetaken', 'hour'],
  place: ['place', 'location', 'site', 'area', 'locality', 'locationid', 'encounterlocationid'],
  latitude: ['latitude', 'lat', 'decimallatitude', 'y', 'encounterdecimallatitude'],
  longitude: [
    'longitude',
    'lon',
    'long',
    'lng',
    'decimallongitude',
    'x',
    'encounterdecimallongitude',
  ],
  species: ['species', 'scientificname', 'taxon'],
  encounter: [
    'encounter',
    'encounterid',
    'sighting',
    'sightingid',
    'group',
    'encountersightingid',
    'eventid',
  ],
  name: ['name', 'nickname', 'organismname', 'alias'],
  sex: ['sex', 'gender', 'encountersex'],
  photographer: ['photographer', 'observer', 'author', 'recordedby', 'photographers'],
  lifeStage: ['lifestage', 'ageclass', 'age', 'encounterlifestage'],
  angle: ['angle'],
  exposure: ['exposure'],
  focus: ['focus', 'sharpness'],
  visible: ['visible', 'proportionvisible'],
  distinctiveness: ['distinctiveness', 'distinct'],
  verdict: ['verdict'],
  identifiedBy: ['identifiedby', 'matchedby'],
  notes: ['notes', 'remarks', 'comments', 'comment', 'occurrenceremarks'],
  boxClass: ['boxclass'],
  boxX: ['boxx'],
  boxY: ['boxy'],
  boxW: ['boxw'],
  boxH: ['boxh'],
};

const plain = (header: string) => header.toLowerCase().replace(/[^a-z0-9]+/g, '');

/** A first guess at what each column is; the person sees it and may change it. */
export function guessColumns(header: readonly string[]): ColumnMapping {
  const plainHeader = header.map(plain);
  const taken = new Set<number>();
  const mapping: ColumnMapping = {};
  for (const field of importFields) {
    for (const word of headerWords[field]) {
      const column = plainHeader.findIndex((name, index) => name === word && !taken.has(index));
      if (column !== -1) {
        mapping[field] = column;
        taken.add(column);
        break;
      }
    }
  }
  return mapping;
}
