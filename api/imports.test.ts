import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { writeXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { madeApp } from './made-app.fixture.ts';

type Made = Awaited<ReturnType<typeof madeApp>>;
let made: Made;
beforeEach(async () => {
  made = await madeApp();
  await made.client.catalogue.create({ parent: made.folder, name: 'Moray' });
  const animals = join(made.folder, 'animals');
  for (const [index, path] of ['FW1/Left/a.jpg', 'FW1/b.jpg', 'FW 2/R/c.jpg'].entries()) {
    await mkdir(join(animals, path, '..'), { recursive: true });
    await sharp({
      create: { width: 40, height: 30 + index, channels: 3, background: '#468' },
    })
      .jpeg()
      .toFile(join(animals, path));
  }
});
afterEach(() => made.remove());

async function photosIn() {
  await made.client.jobs.start({
    kind: 'import-photos',
    spec: { paths: [join(made.folder, 'animals')] },
  });
  await made.app.open.queue.idle();
}
async function tableOf(bytes: string | Buffer) {
  const file = join(made.folder, 'animals.csv');
  await writeFile(file, bytes);
  return { file };
}

describe('a table of animals', () => {
  it('is a sheet of a workbook: the likeliest is shown, and stored is the one that was said', async () => {
    await photosIn();
    const file = join(made.folder, 'animals.xlsx');
    const sheet = (name: string, ...rows: string[][]) => ({ name, rows });
    await writeFile(
      file,
      await writeXlsx({
        sheets: [
          sheet('Trips', ['Boat', 'Day'], ['Ibis', '1']),
          sheet('Empty', ['Photo', 'Individual']),
          sheet('Animals', ['Photo', 'Individual'], ['a.jpg', '007']),
        ],
      }),
    );
    const looked = await made.client.imports.inspectCatalogue({ source: { file } });
    expect(looked).toMatchObject({ sheet: 'Animals', firstRows: [['a.jpg', '007']] });
    expect(looked.sheets.map(({ name }) => name)).toEqual(['Trips', 'Animals']);
    const { mapping } = looked;
    await expect(made.client.imports.planCatalogue({ source: { file }, mapping })).rejects.toThrow(
      'several sheets, "Trips", "Animals"',
    );
    const source = { file, sheet: 'animals' };
    const { adds } = await made.client.imports.storeCatalogue({ source, mapping });
    expect(adds.individualsAdded).toBe(1);
  });

  it('is looked at, planned without storing, and stored with its report and a backup', async () => {
    await photosIn();
    const source = await tableOf(
      '\uFEFFPhoto;Whale ID;Side;Date\r\na.jpg;W1;L;03/04/2021\r\nb.jpg;NA;;\r\nc.jpg;1.23E+05;;\r\n',
    );
    const looked = await made.client.imports.inspectCatalogue({ source });
    expect(looked).toMatchObject({
      header: ['Photo', 'Whale ID', 'Side', 'Date'],
      rows: 3,
      delimiter: ';',
      encoding: 'utf-8',
      mapping: { photo: 0, individual: 1, side: 2, date: 3 },
      dayOrders: ['iso', 'iso', 'iso', 'ambiguous'],
    });
    const { mapping } = looked;
    const asked = await made.client.imports.planCatalogue({ source, mapping });
    expect(asked.report.notes.map(({ line, reason }) => [line, reason.slice(0, 40)])).toEqual([
      [2, '"03/04/2021" can be two dates; say wheth'],
      [3, 'No individual is named; unidentified pho'],
      [4, '"1.23E+05" is a number that a spreadshee'],
    ]);
    const chosen = { source, mapping, dayOrder: 'day-first' as const };
    const planned = await made.client.imports.planCatalogue(chosen);
    expect(planned.adds).toMatchObject({ individualsAdded: 1, identified: 1 });
    expect((await made.client.catalogue.overview()).individuals).toBe(0);

    const stored = await made.client.imports.storeCatalogue(chosen);
    expect(stored).toMatchObject({ ...planned, backup: expect.stringContaining('before-import') });
    expect(await made.client.catalogue.overview()).toMatchObject({
      individuals: 1,
      identifiedBoxes: 0,
      namesUnboxed: 1,
    });
    const again = await made.client.imports.storeCatalogue(chosen);
    expect(again.report).toMatchObject({ taken: 0, alreadyThere: 1 });
  });

  it('in Latin-1 keeps its letters', async () => {
    await photosIn();
    const source = await tableOf(Buffer.from('photo,individual,name\na.jpg,W1,Zoé\n', 'latin1'));
    const { mapping, encoding } = await made.client.imports.inspectCatalogue({ source });
    expect(encoding).toBe('windows-1252');
    await made.client.imports.storeCatalogue({ source, mapping });
    expect(made.app.open.catalogue.value(`SELECT name FROM individuals WHERE code = 'W1'`)).toBe(
      'Zoé',
    );
  });

  it('without the needed columns is refused, naming those it has', async () => {
    const source = await tableOf('foo,bar\n1,2\n');
    await expect(made.client.imports.planCatalogue({ source, mapping: {} })).rejects.toThrow(
      'Say which column of animals.csv holds the photo; its columns are foo, bar.',
    );
    await expect(
      made.client.imports.planCatalogue({ source, mapping: { photo: 0, individual: 7 } }),
    ).rejects.toThrow('has 2 columns; column 8');
    await expect(
      made.client.imports.inspectCatalogue({ source: { file: join(made.folder, 'no.csv') } }),
    ).rejects.toThrow('is not there');
  });
});

describe('a tree of folders named by animal', () => {
  it('says which of its photos must be imported first, and then names the animals', async () => {
    const source = { folder: join(made.folder, 'animals') };
    const before = await made.client.imports.inspectCatalogue({ source });
    expect(before).toMatchObject({ rows: 3, unknownPhotos: 3 });
    await photosIn();
    const { mapping, unknownPhotos } = await made.client.imports.inspectCatalogue({ source });
    expect(unknownPhotos).toBe(0);
    const { report, adds } = await made.client.imports.storeCatalogue({ source, mapping });
    expect(report).toMatchObject({ taken: 3, refused: 0 });
    expect(adds).toMatchObject({
      individualsAdded: 2,
      identified: 3,
      boxesAdded: 0,
      photosNamed: 3,
    });
    expect(made.app.open.catalogue.all('SELECT side FROM boxes ORDER BY photo_id').length).toBe(3);
  });
});
