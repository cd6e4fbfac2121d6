import { expect, it } from 'vitest';
import { exportFormat, formatGroups, formats, targetOf, writesWhat } from './formats.ts';

it('the formats of a group stand together, and every group has some', () => {
  const groups = exportFormat.options.map((format) => formats[format].group);
  const runs = groups.filter((group, index) => group !== groups[index - 1]);
  expect(runs).toEqual(Object.keys(formatGroups));
});

it('no two formats would be written under one name', () => {
  const names = exportFormat.options.flatMap((format) =>
    [true, false].map((asZip) => targetOf(format, { asZip }).suffix.toLowerCase()),
  );
  // Crops have two; the others one, whatever is asked.
  expect(new Set(names).size).toBe(exportFormat.options.length + 1);
});

it('a format says what it writes before anything is chosen', () => {
  expect(
    ['sightings-csv', 'portable', 'crops'].map((format) => writesWhat(exportFormat.parse(format))),
  ).toEqual(['.csv', '.zip', 'folder']);
});
