import { parse } from 'csv-parse/sync';
import { XMLValidator } from 'fast-xml-parser';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import yauzl from 'yauzl';
import { LeftOut } from '../sightings/sighting-filter.ts';
import { sightings } from '../sightings/sightings.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { individualsCsv, sightingsCsv } from './csv-catalogue.ts';
import { csvLine, plainCell } from './csv-line.ts';
import { darwinCoreEntries, type DarwinCoreOptions } from './darwin-core/archive.ts';
import { madeBox, madeSighting } from './made-sightings.fixture.ts';
import { mediaName, wildbookTables, xlsxBytes } from './wildbook/bulk-import.ts';
import { zipStream } from './zip-stream.ts';

const rows = (text: Iterable<string>): string[][] => parse([...text].join(''));

describe('CSV cells', () => {
  it.each(['=1+1', '@SUM(A1)', '+cmd', '-2+3', '\t=x'])(
    '%j cannot run as a formula and comes back',
    (cell) => {
      const [[written]] = rows([csvLine([cell])]);
      expect(written.startsWith("'")).toBe(true);
      expect(plainCell(written)).toBe(cell);
    },
  );

  it('leave negative coordinates as numbers', () => {
    expect(csvLine([-4.09, '-4.09'])).toBe('-4.09,-4.09\n');
  });

  it('keep quotes, line breaks and outer blanks', () => {
    const odd = ['a"b', 'two\nlines', ' lead', 'a;b', ''];
    expect(rows([csvLine(odd)])).toEqual([odd]);
  });
});

describe('sightings', () => {
  const boxes = [
    madeBox({ boxId: 1, photoId: 1, side: 'left', focus: 1 }),
    madeBox({ boxId: 2, photoId: 2, side: 'right', verdict: 'probable' }),
    madeBox({
      boxId: 3,
      photoId: 3,
      encounterId: 2,
      encounterName: 'b',
      takenMs: null,
      latitude: null,
    }),
    madeBox({ boxId: 4, individualId: 2, code: 'TT002', encounterId: null, encounterName: null }),
  ];

  it('join the boxes of an animal in an encounter', () => {
    expect(
      [...sightings(boxes)].map(({ code, sides, bestQuality, boxes: of }) => [
        code,
        sides,
        bestQuality,
        of.length,
      ]),
    ).toEqual([
      ['TT001', 'left right', 2, 2],
      ['TT001', 'left', 2, 1],
      ['TT002', 'left', 2, 1],
    ]);
  });

  it('say what a filter left out and why', () => {
    const out = new LeftOut();
    const kept = [...sightings(boxes, { minQuality: 2, reviewedOnly: true, takenFrom: 0 }, out)];
    expect(kept.map(({ code }) => code)).toEqual(['TT002']);
    expect(out.list()).toEqual([
      { reason: 'no date', count: 1 },
      { reason: 'only probable', count: 1 },
      { reason: 'quality below 2', count: 1 },
    ]);
  });

  it('cross the antimeridian with an area', () => {
    const area = { south: -60, north: -30, west: 170, east: -170 };
    const near = (longitude: number) => madeBox({ latitude: -43, longitude });
    expect([...sightings([near(179)], { area })]).toHaveLength(1);
    expect([...sightings([near(-175)], { area })]).toHaveLength(1);
    expect([...sightings([near(0)], { area })]).toHaveLength(0);
  });

  it('are one row each in the catalogue table, times in ISO with their zone', () => {
    const table = rows(sightingsCsv(sightings(boxes)));
    expect(table).toHaveLength(4);
    expect(table[1].slice(0, 7)).toEqual([
      'TT001',
      'Kesslet',
      'Tursiops truncatus',
      '2026-06-07 Chanonry',
      '2026-06-07T10:42:00+01:00',
      'Chanonry',
      '57.58',
    ]);
    expect(table[2][6]).toBe('');
  });

  it('are counted by individual in the other', () => {
    expect(
      rows(individualsCsv(sightings(boxes))).map((row) => [row[0], row[5], row[6], row[7]]),
    ).toEqual([
      ['individual', 'sightings', 'photos', 'first_seen'],
      ['TT001', '2', '3', '2026-06-07'],
      ['TT002', '1', '1', '2026-06-07'],
    ]);
  });
});

describe('files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'resight-files-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('appear whole or not at all', async () => {
    const path = join(folder, 'out.csv');
    await writeFile(path, 'before');
    const breaking = function* () {
      yield 'half a ';
      throw new Error('the disk is full');
    };
    await expect(writeFileAtomically(path, breaking())).rejects.toThrow('the disk is full');
    expect(await readFile(path, 'utf8')).toBe('before');
    expect(await readdir(folder)).toEqual(['out.csv']);
  });

  const options: DarwinCoreOptions = {
    catalogueUuid: '3f0c',
    title: 'Moray & Firth',
    creator: 'Ann',
    published: '2026-06-30',
    occurrenceStatus: 'present',
    coordinateUncertaintyMetres: 100,
    scientificNames: {},
    mediaUrl: 'https://example.org/photos/',
    warn: () => {},
  };
  const seen = () =>
    sightings([
      madeBox(),
      madeBox({ individualId: 2, code: '=B', name: null, encounterId: 5, latitude: null }),
    ]);

  it('of a Darwin Core Archive agree with its meta.xml, and the same catalogue gives the same bytes', async () => {
    const path = join(folder, 'dwca.zip');
    await writeFileAtomically(path, zipStream(darwinCoreEntries(seen, options)));
    const again = join(folder, 'again.zip');
    await writeFileAtomically(again, zipStream(darwinCoreEntries(seen, options)));
    expect((await readFile(path)).equals(await readFile(again))).toBe(true);

    const texts = await unzip(path);
    expect([...texts.keys()]).toEqual(['meta.xml', 'eml.xml', 'occurrence.csv', 'multimedia.csv']);
    const meta = texts.get('meta.xml') ?? '';
    expect(XMLValidator.validate(meta)).toBe(true);
    expect(XMLValidator.validate(texts.get('eml.xml') ?? '')).toBe(true);
    const [header, first, second] = rows([texts.get('occurrence.csv') ?? '']);
    header.forEach((term, index) => {
      expect(meta).toContain(
        `<field index="${index}" term="http://rs.tdwg.org/dwc/terms/${term}"/>`,
      );
    });
    expect(first).toHaveLength(header.length);
    const cell = (row: string[], term: string) => row[header.indexOf(term)];
    expect(cell(first, 'eventDate')).toBe('2026-06-07T10:42:00+01:00');
    expect(cell(first, 'occurrenceID')).not.toBe(cell(second, 'occurrenceID'));
    // Blank coordinates stay blank, with everything that would describe them.
    expect(
      ['decimalLatitude', 'decimalLongitude', 'geodeticDatum'].map((term) => cell(second, term)),
    ).toEqual(['', '', '']);
    expect(cell(second, 'organismName')).toBe("'=B");
    const media = rows([texts.get('multimedia.csv') ?? '']);
    expect(media.slice(1).map(([coreId]) => coreId)).toEqual([
      cell(first, 'occurrenceID'),
      cell(second, 'occurrenceID'),
    ]);
  });

  it('for Wildbook hold 200 encounters each, no empty columns and only names it accepts', async () => {
    const many = Array.from({ length: 201 }, (_, index) =>
      madeSighting({ individualId: index, latitude: null, longitude: null }),
    );
    const tables = [
      ...wildbookTables(many, {
        submitterId: 'ann',
        defaultLocationId: 'Moray',
        scientificNames: {},
      }),
    ];
    expect(tables.map((table) => table.length - 1)).toEqual([200, 1]);
    const [header] = tables[0];
    expect(header.slice(0, 2)).toEqual(['Encounter.mediaAsset0', 'Encounter.mediaAsset0.quality']);
    expect(header).not.toContain('Encounter.decimalLatitude');
    for (const required of [
      'genus',
      'specificEpithet',
      'year',
      'month',
      'day',
      'locationID',
      'submitterID',
    ]) {
      expect(header).toContain(`Encounter.${required}`);
    }
    expect(mediaName({ photoId: 7, photoName: 'Fínn_(2)#a.JPG' })).toBe('Fi nn 2 a 7.JPG');
    expect(mediaName({ photoId: 7, photoName: 'é.JPG' })).toMatch(/^[A-Za-z0-9. ]+$/);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 5, 1) });
    const bytes = await xlsxBytes(tables[1]);
    vi.setSystemTime(Date.UTC(2027, 7, 3, 10, 20, 30));
    expect(Buffer.from(bytes).equals(Buffer.from(await xlsxBytes(tables[1])))).toBe(true);
    vi.useRealTimers();
    const path = join(folder, 'w.xlsx');
    await writeFile(path, bytes);
    const sheet = (await unzip(path)).get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet).toContain('<row');
  });

  it('for Wildbook are refused without a scientific name, naming the animal', () => {
    const odd = madeSighting({ individualSpecies: 'bottlenose' });
    expect(() => [
      ...wildbookTables([odd], { submitterId: 'a', defaultLocationId: 'b', scientificNames: {} }),
    ]).toThrow(/TT001 has the species "bottlenose"/);
  });
});

async function unzip(path: string): Promise<Map<string, string>> {
  const open = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open);
  const zip = await open(path, { lazyEntries: true });
  const texts = new Map<string, string>();
  return new Promise((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', () => resolve(texts));
    zip.on('entry', (entry: yauzl.Entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error !== null) return reject(error);
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          texts.set(entry.fileName, Buffer.concat(chunks).toString('utf8'));
          zip.readEntry();
        });
      });
    });
    zip.readEntry();
  });
}

describe('a zip as a stream', () => {
  it('asks for an entry only when the one before it is being read', async () => {
    let asked = 0;
    const many = function* () {
      for (; asked < 1000; asked += 1)
        yield { path: `${asked}.txt`, chunks: ['x'.repeat(100_000)] };
    };
    const stream = zipStream(many());
    await stream.next();
    expect(asked).toBeLessThan(10);
    await stream.return(undefined);
  });

  it('ends what makes its entries when its reader stops', async () => {
    let ended = false;
    const entries = function* () {
      try {
        for (let number = 0; ; number += 1) yield { path: `${number}.txt`, chunks: ['x'] };
      } finally {
        ended = true;
      }
    };
    const stream = zipStream(entries());
    await stream.next();
    await stream.return(undefined);
    expect(ended).toBe(true);
  });

  it.each([
    ['making an entry', 'file'],
    ['reading an entry', 'chunks'],
  ])('fails with what fails while %s', async (_, where) => {
    const entries = function* () {
      yield { path: 'a.txt', chunks: ['a'] };
      if (where === 'file') throw new Error('no more');
      yield {
        path: 'b.txt',
        chunks: (function* () {
          yield 'b';
          throw new Error('no more');
        })(),
      };
    };
    const drain = async () => {
      for await (const chunk of zipStream(entries())) expect(chunk.length).toBeGreaterThan(0);
    };
    await expect(drain()).rejects.toThrow('no more');
  });
});
