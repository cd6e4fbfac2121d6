import { expect, it } from 'vitest';
import { readCsv } from '../csv-rows.ts';
import { guessColumns } from './columns.ts';
import { composeColumns } from './composed-columns.ts';

const composedOf = (text: string) =>
  composeColumns(readCsv(new TextEncoder().encode(text), 'bulk.csv'));

it('Wildbook’s bulk import: photos, day, time and species stand in several columns each', () => {
  const table = composedOf(
    [
      'Encounter.mediaAsset0,Encounter.mediaAsset1,Encounter.genus,Encounter.specificEpithet,Encounter.year,Encounter.month,Encounter.day,Encounter.hour,Encounter.minutes,MarkedIndividual.individualID,Encounter.locationID,Encounter.sightingID',
      'a.jpg,b.jpg,Tursiops,truncatus,2026,6,7,9,5,FW1,Moray Firth,S1',
      'c.jpg,,Tursiops,truncatus,2026,6,,,,FW2,,',
    ].join('\n'),
  );
  const mapping = guessColumns(table.header);
  const said = table.rows.map(({ cells }) =>
    Object.fromEntries(Object.entries(mapping).map(([field, at]) => [field, cells[at ?? -1]])),
  );
  expect(said).toEqual([
    {
      photo: 'a.jpg | b.jpg',
      individual: 'FW1',
      date: '2026-06-07',
      time: '09:05',
      place: 'Moray Firth',
      encounter: 'S1',
      species: 'Tursiops truncatus',
    },
    {
      photo: 'c.jpg',
      individual: 'FW2',
      date: '',
      time: '',
      place: '',
      encounter: '',
      species: 'Tursiops truncatus',
    },
  ]);
  expect(table.notes).toEqual([
    {
      line: 3,
      reason:
        'Encounter.year "2026", Encounter.month "6", Encounter.day "": a part is missing, so Encounter.yearMonthDay stays blank.',
    },
  ]);
});

it('a table without such columns stays as it is', () => {
  const table = composedOf('photo,individual,date\na.jpg,FW1,2026-06-07\n');
  expect(table.header).toEqual(['photo', 'individual', 'date']);
});
