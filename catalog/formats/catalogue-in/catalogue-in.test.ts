import { describe, expect, it } from 'vitest';
import { wholePhoto } from '#terms/geometry.ts';
import type { ColumnMapping } from '#terms/imports/columns.ts';
import type { DayOrder } from '#terms/imports/dates.ts';
import { PhotoFinder } from '../boxes/photo-finder.ts';
import { readCsv } from '../csv-rows.ts';
import { ReportBuilder } from '../report.ts';
import { guessColumns } from './columns.ts';
import { dayOrderOf, readDate } from './dates.ts';
import { folderTreeTable } from './folder-tree.ts';
import type { KnownBox } from './place-row.ts';
import { planCatalogue, type CatalogueContext } from './plan-catalogue.ts';

const photos = ['one.jpg', 'two.jpg', 'pod.jpg', 'known.jpg', 'fluke.jpg'].map((name, index) => ({
  id: index + 1,
  root: '/photos',
  relPath: `2026/${name}`,
  width: 600,
  height: 400,
  orientation: 1,
}));
const at = { x: 0.25, y: 0.25, w: 0.5, h: 0.5 };
const boxes: Record<number, KnownBox[]> = {
  3: [
    { boxId: 31, code: null, kind: 'place', ...at },
    { boxId: 32, code: null, kind: 'place', x: 0, y: 0, w: 0.1, h: 0.1 },
  ],
  4: [{ boxId: 41, code: 'FW1', kind: 'place', ...at }],
  5: [{ boxId: 51, code: null, kind: 'cut-out', ...wholePhoto }],
};
const nothingKnown = {
  takenMs: null,
  dayOnly: false,
  latitude: null,
  longitude: null,
  photographer: null,
  keptEncounter: null,
};

function plan(text: string, change: Partial<CatalogueContext> = {}, order: DayOrder | null = null) {
  const table = readCsv(new TextEncoder().encode(text), 'c.csv');
  const report = new ReportBuilder();
  const result = planCatalogue(
    table,
    'c.csv',
    {
      photos: new PhotoFinder(photos),
      boxesOn: (photoId) => boxes[photoId] ?? [],
      facts: () => nothingKnown,
      speciesOf: (code) => (code === 'FW1' ? 'fin whale' : undefined),
      mapping: guessColumns(table.header),
      dayOrder: order,
      ...change,
    },
    report,
  );
  return { ...result, report: report.finish() };
}

describe('columns', () => {
  it.each<[string[], ColumnMapping]>([
    [['Photo', 'Individual ID', 'Side'], { photo: 0, individual: 1, side: 2 }],
    [
      ['Lat', 'Long', 'File name', 'Whale_ID'],
      { photo: 2, individual: 3, latitude: 0, longitude: 1 },
    ],
    [
      ['Encounter.mediaAsset0', 'MarkedIndividual.individualID', 'Encounter.decimalLatitude'],
      { photo: 0, individual: 1, latitude: 2 },
    ],
    [['foo', 'bar'], {}],
  ])('%j are guessed', (header, mapping) => {
    expect(guessColumns(header)).toEqual(mapping);
  });

  it('must name the photo and the individual', () => {
    expect(() => plan('foo,individual\n1,2\n')).toThrow(
      /No column of c\.csv is chosen as the photo.*foo, individual/,
    );
  });
});

describe('dates', () => {
  it.each([
    [['2026-06-07'], 'iso'],
    [['03/04/2021', '05/06/2021'], 'ambiguous'],
    [['03/04/2021', '25/06/2021'], 'day-first'],
    [['03/04/2021', '06/25/2021'], 'month-first'],
    [['25/06/2021', '06/25/2021'], 'both'],
  ])('of a column %j are %s', (cells, order) => {
    expect(dayOrderOf(cells)).toBe(order);
  });

  it.each<[string, string, DayOrder | null, string]>([
    ['2026-06-07', '10:42', null, '2026-06-07T10:42:00.000Z'],
    ['2026:06:07 10:42:05', '', null, '2026-06-07T10:42:05.000Z'],
    ['03/04/2021', '', 'day-first', '2021-04-03T00:00:00.000Z'],
    ['03/04/2021', '1:05 PM', 'month-first', '2021-03-04T13:05:00.000Z'],
    ['25.06.2021', '', null, '2021-06-25T00:00:00.000Z'],
    ['2021-06-25 00:00:01', '', null, '2021-06-25T00:00:01.000Z'],
  ])('%s %s (%s) is %s', (date, time, order, expected) => {
    const read = readDate(date, time, order);
    // A day without a time is no midnight.
    const dayOnly = expected.endsWith('T00:00:00.000Z');
    expect(read).toEqual({ value: { takenMs: Date.parse(expected), dayOnly } });
  });

  it.each(['03/04/2021', '2026-02-30', '2026-13-01', 'June', '2026-06-07 25:00'])(
    '%s is refused',
    (date) => {
      expect(readDate(date, '', null)).toHaveProperty('problem');
    },
  );
});

describe('a catalogue table', () => {
  it('names the animal on each photo, with the facts beside it', () => {
    const { identities, individuals, report } = plan(
      'photo,individual,side,date,lat,lon,species\none.jpg,FW1,L,2026-06-07,57.58,-4.09,fin whale\ntwo.jpg,FW2,,,,,\n',
    );
    expect(report).toMatchObject({ taken: 2, refused: 0 });
    expect(identities[0]).toMatchObject({
      photoId: 1,
      boxId: null,
      box: null,
      code: 'FW1',
      side: 'left',
      latitude: 57.58,
    });
    // Blank coordinates stay blank.
    expect(identities[1]).toMatchObject({
      photoId: 2,
      latitude: null,
      longitude: null,
      takenMs: null,
    });
    expect([...individuals.keys()]).toEqual(['fw1', 'fw2']);
  });

  it.each([
    ['one.jpg,NA,,', 'No individual is named'],
    ['one.jpg,1.23E+05,,', 'power of ten'],
    [',FW2,,', 'No photo is named'],
    ['gone.jpg,FW2,,', 'No photo named "gone.jpg"'],
    ['one.jpg,FW2,57.5,', 'Only one of latitude and longitude'],
    ['one.jpg,FW2,north,1', '"north" is no coordinate'],
    ['one.jpg,FW2,95,1', '95 is beyond 90 degrees'],
    ['known.jpg,FW2,,', 'known.jpg shows FW1 already, and no other animal has a box there'],
  ])('refuses %s with its line: %s', (row, reason) => {
    const { report, identities } = plan(`photo,individual,lat,lon\n${row}\n`);
    expect(identities).toEqual([]);
    expect(report.notes).toMatchObject([{ line: 2, outcome: 'refused' }]);
    expect(report.notes[0].reason).toContain(reason);
  });

  it('refuses a code that names two species', () => {
    const { report } = plan('photo,individual,species\none.jpg,FW1,orca\n');
    expect(report.notes[0].reason).toBe(
      'FW1 is a fin whale elsewhere and a orca here; one code cannot name animals of two species.',
    );
  });

  it('refuses an ambiguous date until somebody says which number is the day', () => {
    const text = 'photo,individual,date\none.jpg,FW1,03/04/2021\n';
    expect(plan(text).report.notes[0].reason).toContain('can be two dates');
    expect(plan(text, {}, 'day-first').identities[0].takenMs).toBe(Date.UTC(2021, 3, 3));
  });

  it('names a photo as a whole where no box is given, also of several animals and where boxes are open', () => {
    const { report, identities } = plan(
      'photo,individual\none.jpg,FW2\none.jpg,fw2\none.jpg,FW3\nknown.jpg,FW1\npod.jpg,FW4\n',
    );
    expect(identities.map(({ photoId, code, box }) => [photoId, code, box])).toEqual([
      [1, 'FW2', null],
      [1, 'FW3', null],
      [3, 'FW4', null],
    ]);
    expect(report).toMatchObject({ taken: 3, alreadyThere: 2, refused: 0 });
  });

  it('gives one animal to a cut-out, which is that animal', () => {
    const { report, identities } = plan('photo,individual\nfluke.jpg,FW2\nfluke.jpg,FW3\n');
    expect(identities).toMatchObject([{ code: 'FW2', boxId: 51 }]);
    expect(report.notes).toMatchObject([{ line: 3, outcome: 'refused' }]);
    expect(report.notes[0].reason).toContain('is a cut-out and shows FW2 already');
  });
});

describe('a table with boxes', () => {
  const header = 'photo,individual,box_x,box_y,box_w,box_h\n';

  it('puts several animals on a photo, and finds the boxes that are there', () => {
    const { identities, report } = plan(
      `${header}pod.jpg,A,0.25,0.25,0.5,0.5\npod.jpg,B,0,0,0.1,0.1\npod.jpg,C,0.8,0.8,0.1,0.1\n`,
    );
    expect(report).toMatchObject({ taken: 3, refused: 0 });
    expect(identities.map(({ code, boxId }) => [code, boxId])).toEqual([
      ['A', 31],
      ['B', 32],
      ['C', null],
    ]);
  });

  it.each([
    ['pod.jpg,A,0.25,0.25,0.5', 'all of x, y, w and h'],
    ['pod.jpg,A,0.9,0.25,0.5,0.5', 'does not lie on the photo'],
    ['pod.jpg,A,2,0,1,1', '"2" is no fraction'],
    ['known.jpg,A,0.25,0.25,0.5,0.5', 'shows FW1 already'],
  ])('refuses %s: %s', (row, reason) => {
    expect(plan(`${header}${row}\n`).report.notes[0].reason).toContain(reason);
  });
});

describe('what a table and a photo say differently', () => {
  it('is noted, and the photo keeps its own', () => {
    const { report, identities } = plan(
      'photo,individual,date,encounter\none.jpg,A,2026-06-07,Bay\n',
      {
        facts: () => ({
          ...nothingKnown,
          takenMs: Date.UTC(2026, 5, 8, 10),
          keptEncounter: 'Point',
        }),
      },
    );
    expect(report).toMatchObject({ taken: 0, mended: 1 });
    expect(report.notes[0].reason).toMatch(
      /taken on 2026-06-08 and the table on 2026-06-07.*stays in "Point"/,
    );
    expect(identities).toHaveLength(1);
  });

  it('mends the species that Happywhale misspells, in its own list only', () => {
    const { report, individuals } = plan(
      'image,species,individual_id\none.jpg,kiler_whale,a1\ntwo.jpg,globis,b2\n',
    );
    expect(report).toMatchObject({ taken: 0, mended: 2 });
    expect([...individuals.values()].map(({ species }) => species)).toEqual([
      'killer_whale',
      'short_finned_pilot_whale',
    ]);
    const other = plan('photo,individual,species\none.jpg,a1,pilot_whale\n');
    expect(other.report.mended).toBe(0);
  });
});

describe('a tree of folders', () => {
  const columns = (paths: string[]) => {
    const { table, guess } = folderTreeTable(paths);
    const held = (field: 'individual' | 'side', cells: readonly string[]) =>
      guess[field] === undefined ? null : cells[guess[field]];
    return table.rows.map(({ cells }) => [
      cells[0],
      held('individual', cells),
      held('side', cells),
    ]);
  };

  it('named by individual, and inside by side, year or quality, tells which level it is', () => {
    expect(
      columns([
        'FW001/2016/a.jpg',
        'FW002/2016/b.jpg',
        'FW003/best/d.jpg',
        'FW004/Left side/e.jpg',
        'FW005/R/f.jpg',
        'loose.jpg',
      ]),
    ).toEqual([
      ['FW001/2016/a.jpg', 'FW001', ''],
      ['FW002/2016/b.jpg', 'FW002', ''],
      ['FW003/best/d.jpg', 'FW003', ''],
      ['FW004/Left side/e.jpg', 'FW004', 'Left'],
      ['FW005/R/f.jpg', 'FW005', 'R'],
      ['loose.jpg', '', ''],
    ]);
    expect(columns(['2016/FW1/a.jpg', '2017/FW1/b.jpg']).map(([, code]) => code)).toEqual([
      'FW1',
      'FW1',
    ]);
  });

  it('with two levels that could be animals has a column for each, and none is chosen', () => {
    const { table, guess } = folderTreeTable(['trip/FW1/a.jpg', 'FW2/b.jpg']);
    expect(guess.individual).toBeUndefined();
    expect(table.header).toEqual(['photo', 'side', 'folder 1', 'folder 2', 'innermost folder']);
    expect(table.rows.map(({ cells }) => cells.slice(2))).toEqual([
      ['trip', 'FW1', 'FW1'],
      ['FW2', '', 'FW2'],
    ]);
  });

  it('of years alone names no animals', () => {
    expect(folderTreeTable(['2016/a.jpg', '2017/b.jpg']).guess.individual).toBeUndefined();
  });
});
