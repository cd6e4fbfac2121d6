import { Command, CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { exportOptions, usualOptions } from '#terms/exports/options.ts';
import { addExportFlags, exportOptionsOf } from './export-flags.ts';

/** The choices that a command line makes, as an export reads them. */
function chosen(...words: string[]) {
  const command = addExportFlags(new Command('export')).exitOverride();
  command.configureOutput({ writeErr: () => {} }).parse(words, { from: 'user' });
  return exportOptions.parse(exportOptionsOf(command.opts()));
}

describe('the flags of an export', () => {
  it('choose nothing where nothing is said', () => {
    expect(chosen()).toEqual(usualOptions);
  });

  it('make every choice and every filter of the formats', () => {
    const words =
      '--occasions trip:5 --group-by-sex --cell 250 --detected --uncertainty 50 --creator Ann' +
      ' --submitter ann --location Moray --validation 0.3 --with-photos --with-proposals --zip --model 3' +
      ' --min-quality 2 --min-distinctiveness 3 --side left --species bottlenose --from 2026-06-07' +
      ' --media-url https://moray.example/ --until 2026-06-08 --area 57,-5,58,-3 --reviewed-only';
    expect(
      chosen(...words.split(' '), '--scientific-name', 'a=B c', '--scientific-name', 'd=E f'),
    ).toEqual({
      occasions: { by: 'trip', gapDays: 5 },
      groupBy: 'sex',
      mediaUrl: 'https://moray.example/',
      cellMetres: 250,
      occurrenceStatus: 'detected',
      coordinateUncertaintyMetres: 50,
      creator: 'Ann',
      scientificNames: { a: 'B c', d: 'E f' },
      submitterId: 'ann',
      defaultLocationId: 'Moray',
      validationShare: 0.3,
      withPhotos: true,
      withProposals: true,
      asZip: true,
      modelId: 3,
      filter: {
        minQuality: 2,
        minDistinctiveness: 3,
        side: 'left',
        species: 'bottlenose',
        takenFrom: Date.UTC(2026, 5, 7),
        takenTo: Date.UTC(2026, 5, 9) - 1,
        area: { south: 57, west: -5, north: 58, east: -3 },
        reviewedOnly: true,
      },
    });
  });

  it.each([
    ['--occasions', 'week', 'It is day, month, season, year, trip or trip:DAYS.'],
    ['--min-quality', '4', 'It is 1, 2 or 3.'],
    ['--side', 'up', 'It is left or right.'],
    ['--from', '7.6.2026', 'It is a day such as 2026-06-07.'],
    ['--area', '58,-5,57,-3', 'It is SOUTH,WEST,NORTH,EAST in degrees, such as 57,-5,58,-3.'],
    ['--cell', '-1', 'It is a number above 0.'],
    ['--validation', '0.95', 'It is between 0 and 0.9.'],
    ['--scientific-name', 'porpoise', 'It is NAME=GENUS EPITHET.'],
  ])('say of %s %s what it should be', (flag, value, words) => {
    const wrong = () => chosen(flag, value);
    expect(wrong).toThrow(CommanderError);
    expect(wrong).toThrow(words);
  });

  it('take a trip without its days as one of three', () => {
    expect(chosen('--occasions', 'trip').occasions).toEqual({ by: 'trip', gapDays: 3 });
    expect(chosen('--occasions', 'season').occasions).toEqual({ by: 'season' });
  });
});
