import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeOds } from 'hucre/ods';
import { writeXlsx } from 'hucre/xlsx';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CatalogueSource } from '#terms/imports/catalogue-table.ts';
import type { Catalogue } from '../catalogue.ts';
import { createCatalogue } from '../open-catalogue.ts';
import { planCatalogue } from '../formats/catalogue-in/plan-catalogue.ts';
import { ReportBuilder } from '../formats/report.ts';
import { madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { catalogueContext } from './catalogue-context.ts';
import { readSource } from './read-source.ts';

/** Who is on which photo, and from which side. A code is text: its noughts stay. */
const who = [
  { photo: 'p1.jpg', code: '007', side: 'left' },
  { photo: 'p2.jpg', code: '007', side: 'right' },
  { photo: 'p3.jpg', code: 'FW12', side: 'left' },
] as const;
const day = '2026-06-07';

let folder: string;
let catalogue: Catalogue;
let jpeg: Buffer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'resight-same-identities-'));
  catalogue = createCatalogue(folder, 'Same');
  jpeg = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#468' } })
    .jpeg()
    .toBuffer();
});
afterAll(() => {
  catalogue.close();
  rmSync(folder, { recursive: true });
});

const write = (path: string, content: string | Uint8Array) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
  return join(folder, path);
};

/** Photos of the disk, in the catalogue. */
function photos(root: string, files: readonly { name: string; bytes: Uint8Array }[]): string {
  for (const { name, bytes } of files) write(`${root}/${name}`, bytes);
  const made = files.map(({ name }) =>
    madeFile(name, { root: join(folder, root), content: `${root}/${name}` }),
  );
  storePhotos(catalogue, made);
  return join(folder, root);
}

/** A packet with lists of keywords, as programs embed it. */
const xmp = (lists: Readonly<Record<string, readonly string[]>>) =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:lr="http://ns.adobe.com/lightroom/1.0/" xmlns:digiKam="http://www.digikam.org/ns/1.0/">${Object.entries(
    lists,
  )
    .map(
      ([name, items]) =>
        `<${name}><rdf:Bag>${items.map((item) => `<rdf:li>${item}</rdf:li>`).join('')}</rdf:Bag></${name}>`,
    )
    .join('')}</rdf:Description></rdf:RDF></x:xmpmeta>`;

const tagged = (lists: Readonly<Record<string, readonly string[]>>) =>
  sharp(jpeg).withXmp(xmp(lists)).jpeg().toBuffer();

/** What an import would say: photo, code, side, and the day where the source tells one. */
async function said(source: CatalogueSource) {
  const { table, guess, name } = await readSource(catalogue, source, true);
  const report = new ReportBuilder();
  const plan = planCatalogue(
    table,
    name,
    { ...catalogueContext(catalogue), mapping: guess, dayOrder: null },
    report,
  );
  return {
    notes: report.finish().notes,
    identities: plan.identities.map(({ photoId, code, side }) => ({
      photo: catalogue
        .value<string>('SELECT rel_path FROM photos WHERE id = ?', photoId)
        ?.match(/p\d/)?.[0],
      code,
      side,
    })),
  };
}

const expected = {
  notes: [],
  identities: who.map(({ photo, code, side }) => ({ photo: photo.slice(0, 2), code, side })),
};

it('tables as text, of Excel, of LibreOffice and of Wildbook give the same identities', async () => {
  photos(
    'plain',
    who.map(({ photo }) => ({ name: photo, bytes: jpeg })),
  );
  const rows = [
    ['Photo', 'Individual', 'Side', 'Date'],
    ...who.map(({ photo, code, side }) => [photo, code, side, day]),
  ];
  const sheets = [{ name: 'Who', rows }];
  expect(
    await said({ file: write('who.csv', rows.map((row) => row.join(';')).join('\r\n')) }),
  ).toEqual(expected);
  expect(await said({ file: write('who.xlsx', await writeXlsx({ sheets })) })).toEqual(expected);
  expect(await said({ file: write('who.ods', await writeOds({ sheets })) })).toEqual(expected);

  // Wildbook has no column for the side of a photo; both photos of an animal stand in one row.
  const wildbook = [
    [
      'Encounter.mediaAsset0',
      'Encounter.mediaAsset1',
      'Encounter.genus',
      'Encounter.specificEpithet',
      'Encounter.year',
      'Encounter.month',
      'Encounter.day',
      'Encounter.locationID',
      'MarkedIndividual.individualID',
    ],
    ['p1.jpg', 'p2.jpg', 'Tursiops', 'truncatus', 2026, 6, 7, 'Moray Firth', '007'],
    ['p3.jpg', null, 'Tursiops', 'truncatus', 2026, 6, 7, 'Moray Firth', 'FW12'],
  ];
  const book = await writeXlsx({ sheets: [{ name: 'Bulk import', rows: wildbook }] });
  const sideless = {
    ...expected,
    identities: expected.identities.map((each) => ({ ...each, side: null })),
  };
  expect(await said({ file: write('wildbook.xlsx', book) })).toEqual(sideless);
});

it('folders, file names and keywords give the same identities', async () => {
  const tree = photos(
    'tree',
    who.map(({ photo, code, side }) => ({ name: `${code}/${side}/${photo}`, bytes: jpeg })),
  );
  // A RAW file beside its JPEG is the same photo.
  write('tree/007/left/p1.CR2', 'raw');
  expect(await said({ folder: tree })).toEqual(expected);

  const named = photos(
    'named',
    who.map(({ photo, code, side }) => ({
      name: `${code}_20260607_${side[0]?.toUpperCase()}_${photo}`,
      bytes: jpeg,
    })),
  );
  expect(await said({ folder: named, pattern: '{individual}_{date}_{side}_…' })).toEqual(expected);

  const writers: Record<string, (code: string, side: string) => Record<string, string[]>> = {
    // Every level is a keyword too.
    lightroom: (code, side) => ({
      'dc:subject': ['Individual', code, 'Side', side],
      'lr:hierarchicalSubject': ['Individual', `Individual|${code}`, `Side|${side}`],
    }),
    digikam: (code, side) => ({
      'digiKam:TagsList': [`Whales/Individual/${code}`, `Side/${side}`],
    }),
    flat: (code, side) => ({ 'dc:subject': [`ID: ${code}`, side] }),
  };
  for (const [name, lists] of Object.entries(writers)) {
    const files = await Promise.all(
      who.map(async ({ photo, code, side }) => ({
        name: `${name}-${photo}`,
        bytes: await tagged(lists(code, side)),
      })),
    );
    const source = { folder: photos(name, files), keywords: true } as const;
    expect({ name, ...(await said(source)) }).toEqual({ name, ...expected });
  }
  // Beside the photo, as programs leave it that do not write into files.
  const beside = photos(
    'beside',
    who.map(({ photo }) => ({ name: `beside-${photo}`, bytes: jpeg })),
  );
  for (const { photo, code, side } of who)
    write(
      `beside/beside-${photo.replace('.jpg', '.xmp')}`,
      xmp({ 'lr:hierarchicalSubject': [`Individual|${code}`, `Side|${side}`] }),
    );
  expect(await said({ folder: beside, keywords: true })).toEqual(expected);
});
