import { expect, it } from 'vitest';
import type { IndividualCard } from '#terms/identity/individuals.ts';
import { listed, speciesOf } from './listed.ts';

const card = (code: string, change: Partial<IndividualCard> = {}): IndividualCard => ({
  id: 1,
  code,
  name: null,
  species: 'Tursiops truncatus',
  sex: 'unknown',
  lifeStage: 'unknown',
  vitalStatus: 'unknown',
  notes: '',
  aliases: [],
  boxes: 1,
  sightings: 1,
  firstMs: null,
  lastMs: null,
  places: [],
  best: { left: null, right: null, unknown: null },
  ...change,
});
const cards = [
  card('ID10', { name: 'Sundance', sightings: 4, lastMs: 30 }),
  card('ID2', { aliases: ['Old Nick'], lastMs: 40, species: 'Grampus griseus' }),
  card('id1', { name: 'Charlie', boxes: 0, vitalStatus: 'dead' }),
];
const all = { text: '', species: null, which: 'all' } as const;
const codes = (list: IndividualCard[]) => list.map(({ code }) => code);

it('codes stand as a person counts', () => {
  expect(codes(listed(cards, all, 'code'))).toEqual(['id1', 'ID2', 'ID10']);
});

it('somebody never seen, or without a name, stands last', () => {
  expect(codes(listed(cards, all, 'last-seen'))).toEqual(['ID2', 'ID10', 'id1']);
  expect(codes(listed(cards, all, 'name'))).toEqual(['id1', 'ID10', 'ID2']);
});

it('a part of a code, a name or an old name finds an animal', () => {
  const found = (text: string) => codes(listed(cards, { ...all, text }, 'code'));
  expect([found('nick'), found('DANCE'), found('id1'), found('x')]).toEqual([
    ['ID2'],
    ['ID10'],
    ['id1', 'ID10'],
    [],
  ]);
});

it('filters go together', () => {
  expect(codes(listed(cards, { ...all, which: 'no-photo' }, 'code'))).toEqual(['id1']);
  expect(
    codes(listed(cards, { ...all, which: 'once', species: 'Grampus griseus' }, 'code')),
  ).toEqual(['ID2']);
  expect(speciesOf(cards)).toEqual(['Grampus griseus', 'Tursiops truncatus']);
});
