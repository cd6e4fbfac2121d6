import { expect, it } from 'vitest';
import { readTaken } from './dates.ts';
import { dateInName } from './name-date.ts';

const iso = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());

it.each([
  ['2016:06:07 10:22:33', '2016-06-07T10:22:33.000Z', null],
  ['2016-06-07T10:22:33', '2016-06-07T10:22:33.000Z', null],
  ['2016/06/07 10:22:33', '2016-06-07T10:22:33.000Z', null],
  ['2016:06:07 10:22', '2016-06-07T10:22:00.000Z', null],
  ['2016:06:07 10:22:33 ', '2016-06-07T10:22:33.000Z', null],
  ['2016:06:07 10:22:33.25+01:00', '2016-06-07T10:22:33.000Z', 60],
  ['2016-06-07T10:22:33Z', '2016-06-07T10:22:33.000Z', 0],
  ['2016:06:07 10:22:33-0930', '2016-06-07T10:22:33.000Z', -570],
])('a camera’s date %j is read', (text, when, offset) => {
  const taken = readTaken(text);
  expect([iso(taken?.ms), taken?.offset]).toEqual([when, offset]);
});

it.each([
  '0000:00:00 00:00:00',
  '    :  :     :  :  ',
  '2016:02:30 10:10:00',
  '2016:13:01 10:10:00',
  '2016:06:07 25:00:00',
  '1970:01:01 00:00:00',
  'yesterday',
  '',
])('%j is no date', (text) => {
  expect(readTaken(text)).toBeNull();
});

it('a day without a time is a day', () => {
  expect(readTaken('2016-06-07')).toEqual({
    ms: Date.UTC(2016, 5, 7),
    offset: null,
    isDay: true,
  });
});

it.each([
  ['IMG_20160607_102233.jpg', '2016-06-07T10:22:33.000Z'],
  ['PXL_20210607_102233123.jpg', '2021-06-07T10:22:33.000Z'],
  ['2016-06-07 10.22.33.jpg', '2016-06-07T10:22:33.000Z'],
  ['WhatsApp Image 2016-06-07 at 10.22.33.jpeg', '2016-06-07T10:22:33.000Z'],
  ['20160607102233.jpg', '2016-06-07T10:22:33.000Z'],
  ['IMG-20160607-WA0001.jpg', '2016-06-07T00:00:00.000Z'],
  ['FW012_2016-06-07_left.jpg', '2016-06-07T00:00:00.000Z'],
])('the name %s tells a date', (name, when) => {
  expect(iso(dateInName(name)?.ms)).toBe(when);
});

it.each([
  'DSC_0001.jpg',
  '12-06-07.jpg',
  '20161307_1.jpg',
  '120160607.jpg',
  'P2016 0607.jpg',
  '00001234.jpg',
])('the name %s tells none', (name) => {
  expect(dateInName(name)).toBeNull();
});
