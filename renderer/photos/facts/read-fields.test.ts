import { expect, it } from 'vitest';
import { changeIn, emptyFields } from './read-fields.ts';

const of = (texts: Partial<Record<keyof typeof emptyFields, string>>) =>
  changeIn({
    ...emptyFields,
    ...Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [name, { text, away: false }]),
    ),
  });

it('fields that are empty change nothing', () => {
  expect(of({})).toEqual({ change: {}, wrong: {} });
});

it('what is written becomes a change, and what is taken away is null', () => {
  expect(
    of({ day: '2026-06-07', time: '10:22', position: '57.58, -4.09', place: ' Kessock ' }).change,
  ).toEqual({
    day: Date.UTC(2026, 5, 7),
    timeS: 37_320,
    position: { latitude: 57.58, longitude: -4.09 },
    place: 'Kessock',
  });
  const away = { text: 'x', away: true };
  expect(changeIn({ ...emptyFields, day: away, place: away }).change).toEqual({
    day: null,
    place: null,
  });
});

it('what cannot be read is named', () => {
  expect(Object.keys(of({ position: '57.58', time: '99:00' }).wrong).sort()).toEqual([
    'position',
    'time',
  ]);
});
