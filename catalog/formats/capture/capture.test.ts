import { describe, expect, it } from 'vitest';
import { captureHistories } from '../../sightings/capture-histories.ts';
import { capturedOccasions } from '../../sightings/occasions.ts';
import { LeftOut } from '../../sightings/sighting-filter.ts';
import type { Sighting } from '../../sightings/sightings.ts';
import { madeSighting } from '../made-sightings.fixture.ts';
import { markInp } from './mark-inp.ts';
import { rmarkText } from './rmark.ts';
import { secrFiles, utmZone } from './secr.ts';

const at = (iso: string) => Date.parse(`${iso}Z`);

const season: Sighting[] = [
  madeSighting({ individualId: 1, code: 'FW 1', sex: 'female', takenMs: at('2026-06-07T10:00') }),
  madeSighting({ individualId: 1, code: 'FW 1', sex: 'female', takenMs: at('2026-06-09T08:00') }),
  madeSighting({ individualId: 2, code: 'FW*/2', sex: 'male', takenMs: at('2026-06-08T23:59') }),
  madeSighting({ individualId: 3, code: 'FW3', takenMs: null }),
];

describe('capture occasions', () => {
  const times = ['2026-01-31', '2026-02-01', '2026-02-02', '2026-03-09', '2026-12-25'].map((day) =>
    at(`${day}T12:00`),
  );

  it.each([
    [
      { by: 'day' } as const,
      ['2026-01-31', '2026-02-01', '2026-02-02', '2026-03-09', '2026-12-25'],
    ],
    [{ by: 'month' } as const, ['2026-01', '2026-02', '2026-03', '2026-12']],
    [{ by: 'season' } as const, ['2026 Dec–Feb', '2026 Mar–May', '2027 Dec–Feb']],
    [{ by: 'year' } as const, ['2026']],
    [
      { by: 'trip', gapDays: 3 } as const,
      ['trip from 2026-01-31', 'trip from 2026-03-09', 'trip from 2026-12-25'],
    ],
  ])('cut time %o', (scheme, labels) => {
    const occasions = capturedOccasions([...times].reverse(), scheme);
    expect(occasions.labels).toEqual(labels);
    expect(times.map(occasions.indexOf)).not.toContain(-1);
  });
});

describe('capture histories', () => {
  const out = new LeftOut();
  const histories = captureHistories(season, { by: 'day' }, out);

  it('say on which days each animal was seen, and count what has no date', () => {
    expect(histories.occasions).toEqual(['2026-06-07', '2026-06-08', '2026-06-09']);
    expect(histories.histories.map(({ caught }) => caught.join(''))).toEqual(['101', '010']);
    expect(out.list()).toEqual([{ reason: 'no date', count: 1 }]);
  });

  it('go to MARK with a semicolon a record and comments that cannot end early', () => {
    expect([...markInp(histories, { groupBy: 'none' })].join('')).toBe(
      '/* 3 occasions: 2026-06-07, 2026-06-08, 2026-06-09 */\n/* Time intervals in days: 1, 1 */\n' +
        '101 1 /* FW 1 */;\n010 1 /* FW* /2 */;\n',
    );
  });

  it('go to MARK with one frequency a group', () => {
    expect([...markInp(histories, { groupBy: 'sex' })].join('')).toBe(
      '/* 3 occasions: 2026-06-07, 2026-06-08, 2026-06-09 */\n/* Time intervals in days: 1, 1 */\n' +
        '101 1 0 /* FW 1 */;\n010 0 1 /* FW* /2 */;\n',
    );
  });

  it('are refused when a record is longer than MARK reads, with the way out', () => {
    const long = {
      occasions: [],
      gaps: histories.gaps,
      histories: [{ ...histories.histories[0], caught: new Uint8Array(240).fill(1) }],
    };
    expect(() => [...markInp(long, { groupBy: 'none' })]).toThrow(
      /240 occasions.*longer occasions/s,
    );
  });

  it('go to RMark as text that its reader does not split', () => {
    expect([...rmarkText(histories)].join('')).toBe(
      'ch\tfreq\tid\tsex\tspecies\n101\t1\tFW_1\tfemale\tTursiops_truncatus\n010\t1\tFW*/2\tmale\tTursiops_truncatus\n',
    );
  });
});

describe('captures for secr', () => {
  it('share a detector within a grid cell, in metres of one UTM zone', () => {
    const out = new LeftOut();
    const { captures, traps, crs } = secrFiles(
      [
        madeSighting({
          code: 'A 1',
          takenMs: at('2026-06-07T10:00'),
          latitude: 57.58,
          longitude: -4.09,
        }),
        madeSighting({
          code: 'B_2',
          individualId: 2,
          takenMs: at('2026-06-08T10:00'),
          latitude: 57.5801,
          longitude: -4.0901,
        }),
        madeSighting({
          code: 'B_2',
          individualId: 2,
          takenMs: at('2026-06-08T10:00'),
          latitude: 57.7,
          longitude: -3.9,
        }),
        madeSighting({ code: 'C', individualId: 3, latitude: null, longitude: null }),
      ],
      { occasions: { by: 'day' }, cellMetres: 1000 },
      out,
    );
    expect(crs).toBe('EPSG:32630');
    expect(captures).toEqual([
      '# Session ID Occasion Detector\n',
      '1 A.1 1 D0001\n',
      '1 B_2 2 D0001\n',
      '1 B_2 2 D0002\n',
    ]);
    // 1.09° west of the zone's meridian at 57.58° N: about 65 km of easting below 500 km.
    expect(traps[1]).toMatch(/^D0001 434500 638[23]500\n$/);
    expect(traps.join('')).not.toMatch(/D\w*_/);
    expect(out.list()).toEqual([{ reason: 'no coordinates', count: 1 }]);
  });

  it('are refused without any position, and across half the world', () => {
    const options = { occasions: { by: 'day' }, cellMetres: 1000 } as const;
    const nowhere = madeSighting({ latitude: null, longitude: null });
    expect(() => secrFiles([nowhere], options, new LeftOut())).toThrow(/coordinates and a date/);
    const wide = [madeSighting({ longitude: -4 }), madeSighting({ longitude: 40 })];
    expect(() => secrFiles(wide, options, new LeftOut())).toThrow(/44\.0 degrees of longitude/);
  });

  it('know the zone of a position', () => {
    expect(utmZone(57.6, -4.1).epsg).toBe(32_630);
    expect(utmZone(-43.5, 172.7).epsg).toBe(32_759);
    expect(utmZone(0, 180).epsg).toBe(32_660);
  });
});
