import { expect, it } from 'vitest';
import { madeBox } from '../formats/made-sightings.fixture.ts';
import { isoDateTime } from '../formats/iso-time.ts';
import { captureHistories } from './capture-histories.ts';
import { LeftOut } from './sighting-filter.ts';
import { sightings } from './sightings.ts';

const at = (iso: string) => Date.parse(`${iso}Z`);
/** Photos of FW1, each in the encounter "1", which a team begins anew every day. */
const seen = (...times: (number | null)[]) =>
  times.map((takenMs, index) =>
    madeBox({
      boxId: index,
      photoId: index,
      code: 'FW1',
      encounterName: '1',
      takenMs,
      encounterSpansDays: true,
    }),
  );

it('an encounter name that comes again on another day is a sighting on each day', () => {
  const boxes = seen(
    at('2014-06-07T10:00'),
    at('2014-06-07T10:05'),
    at('2014-06-08T09:00'),
    at('2014-06-10T09:00'),
  );
  const made = [...sightings(boxes)];
  expect(made.map((sighting) => isoDateTime(sighting)?.slice(0, 10))).toEqual([
    '2014-06-07',
    '2014-06-08',
    '2014-06-10',
  ]);
  expect(made.map(({ boxes: shown }) => shown.length)).toEqual([2, 1, 1]);
  // No two of them are one event to whoever reads the export.
  expect(new Set(made.map(({ eventKey }) => eventKey)).size).toBe(3);
  const { occasions, gaps, histories } = captureHistories(made, { by: 'day' }, new LeftOut());
  expect(occasions).toEqual(['2014-06-07', '2014-06-08', '2014-06-10']);
  expect(gaps).toEqual({ unit: 'day', between: [1, 2] });
  expect(histories.map(({ caught }) => caught.join(''))).toEqual(['111']);
});

it('a photo without a date is of the day that its encounter has, and of none where it has several', () => {
  const one = [...sightings(seen(null, at('2014-06-07T10:00')))];
  expect(one.map(({ boxes, takenMs }) => [boxes.length, takenMs])).toEqual([
    [2, at('2014-06-07T10:00')],
  ]);
  const several = [...sightings(seen(null, at('2014-06-07T10:00'), at('2014-06-08T10:00')))];
  expect(several.map(({ takenMs }) => takenMs)).toEqual([
    null,
    at('2014-06-07T10:00'),
    at('2014-06-08T10:00'),
  ]);
});

it('a day without a time stays a day, and midnight a time', () => {
  const [day] = sightings([
    madeBox({ takenMs: at('2014-06-07'), dayOnly: true, utcOffsetMinutes: null }),
  ]);
  expect(isoDateTime(day)).toBe('2014-06-07');
  const [midnight] = sightings([madeBox({ takenMs: at('2014-06-07'), utcOffsetMinutes: null })]);
  expect(isoDateTime(midnight)).toBe('2014-06-07T00:00:00');
});

it.each([
  [{ by: 'year' } as const, ['2014', '2016', '2017', '2020'], 'year', [2, 1, 3]],
  [{ by: 'month' } as const, ['2014-06', '2016-06', '2017-01', '2020-12'], 'month', [24, 7, 47]],
  [
    { by: 'season' } as const,
    ['2014 Jun–Aug', '2016 Jun–Aug', '2017 Dec–Feb', '2021 Dec–Feb'],
    'season',
    [8, 2, 16],
  ],
])('occasions %o are told with the time between them', (scheme, labels, unit, between) => {
  const boxes = seen(...['2014-06-07', '2016-06-01', '2017-01-03', '2020-12-31'].map(at));
  const { occasions, gaps } = captureHistories(sightings(boxes), scheme, new LeftOut());
  expect(occasions).toEqual(labels);
  expect(gaps).toEqual({ unit, between });
});
