import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportFormat, type ExportFormat } from '#terms/exports/formats.ts';
import { usualOptions } from '#terms/exports/options.ts';
import type { Catalogue } from '../catalogue.ts';
import { createCatalogue, openCatalogue } from '../open-catalogue.ts';
import { exportSource } from '../exports/export-source.ts';
import { fillStudy } from '../exports/made-study.fixture.ts';
import { writeExport } from '../exports/write-export.ts';
import { writeFileAtomically } from '../formats/atomic-file.ts';
import { unzipped } from '../formats/unzipped.fixture.ts';
import { zipStream, type ZipEntry } from '../formats/zip-stream.ts';
import { variantPath } from '../pictures/variants.ts';
import { originalsFolder } from './manifest.ts';
import { unpackCatalogue } from './unpack.ts';

let folder: string;
let catalogue: Catalogue;
const opened: Catalogue[] = [];

/** The study with photos that are really there, kept pictures and a network's file. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resight-portable-test-'));
  catalogue = createCatalogue(folder, 'Moray');
  opened.push(catalogue);
  fillStudy(catalogue);
  const field = join(folder, 'field');
  catalogue.run('UPDATE roots SET path = ?', field);
  for (const { id, relPath } of catalogue.all<{ id: number; relPath: string }>(
    'SELECT id, rel_path AS relPath FROM photos',
  )) {
    await mkdir(join(field, relPath, '..'), { recursive: true });
    await writeFile(join(field, relPath), `photo ${relPath}`);
    const sha256 = createHash('sha256').update(`photo ${relPath}`).digest('hex');
    catalogue.run('UPDATE photos SET sha256 = ? WHERE id = ?', sha256, id);
    const thumb = variantPath(catalogue.layout.thumbs, sha256, 'thumb');
    await mkdir(join(thumb, '..'), { recursive: true });
    await writeFile(thumb, `thumb ${relPath}`);
  }
  catalogue.run(
    `INSERT INTO jobs (kind, spec, state, created_at) VALUES ('import-photos', json_object('paths', ?), 'queued', 0)`,
    field,
  );
  catalogue.run(
    `INSERT INTO imports (kind, source, job_id, at) SELECT 'photos', ?, max(id), 1 FROM jobs`,
    field,
  );
});
afterEach(async () => {
  for (const one of opened.splice(0)) one.close();
  await rm(folder, { recursive: true });
});

async function packed(of: Catalogue, withPhotos: boolean): Promise<string> {
  const { path } = await writeExport(
    exportSource(of.db, of.folder),
    'portable',
    { ...usualOptions, withPhotos },
    { folder: join(folder, 'zips'), name: null, ifThere: 'number' },
  );
  return path;
}

async function unpacked(zip: string): Promise<Catalogue> {
  const elsewhere = await mkdtemp(join(folder, 'elsewhere-'));
  const { folder: at } = await unpackCatalogue(zip, elsewhere);
  const there = openCatalogue(at);
  opened.push(there);
  return there;
}

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Every file of an export in one digest a file. */
async function digests(of: Catalogue, format: ExportFormat): Promise<Record<string, string>> {
  const into = await mkdtemp(join(folder, 'out-'));
  await writeExport(exportSource(of.db, of.folder), format, usualOptions, {
    folder: into,
    name: null,
    ifThere: 'refuse',
  });
  const entries = await readdir(into, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Object.fromEntries(
    await Promise.all(
      files.map(async (entry) => [
        entry.name,
        digest(await readFile(join(entry.parentPath, entry.name))),
      ]),
    ),
  ) as Record<string, string>;
}

describe('a portable catalogue', () => {
  it('unpacked elsewhere exports the same bytes in every format, itself too', async () => {
    const there = await unpacked(await packed(catalogue, true));
    expect(there.name).toBe('Moray');
    for (const format of exportFormat.options) {
      expect([format, await digests(there, format)]).toEqual([
        format,
        await digests(catalogue, format),
      ]);
    }
    const again = await packed(there, true);
    const first = await packed(catalogue, true);
    expect(digest(await readFile(again))).toBe(digest(await readFile(first)));
  });

  it('brings photos, kept pictures and networks, each found where its database says', async () => {
    const there = await unpacked(await packed(catalogue, true));
    const photos = there.all<{ root: string; relPath: string; sha256: string }>(
      `SELECT r.path AS root, p.rel_path AS relPath, p.sha256
       FROM photos p JOIN roots r ON r.id = p.root_id`,
    );
    for (const { root, relPath, sha256 } of photos) {
      expect(await readFile(join(root, relPath), 'utf8')).toBe(`photo ${relPath}`);
      const thumb = variantPath(there.layout.thumbs, sha256, 'thumb');
      expect(await readFile(thumb, 'utf8')).toBe(`thumb ${relPath}`);
    }
    expect(await readFile(join(there.layout.models, 'detector-1.onnx'), 'utf8')).toBe(
      'bytes of a network\n',
    );
  });

  it('tells nothing of the folders and jobs of the machine it was made on', async () => {
    const entries = await unzipped(await packed(catalogue, false));
    for (const [name, bytes] of entries) {
      expect([name, bytes.includes(folder)]).toEqual([name, false]);
    }
    const there = await unpacked(await packed(catalogue, false));
    expect(there.value('SELECT count(*) FROM jobs')).toBe(0);
    expect([...entries.keys()].filter((name) => name.startsWith('originals'))).toEqual([]);
    // What was packed is not what was changed.
    expect(catalogue.value('SELECT count(*) FROM jobs')).toBe(1);
  });

  it('tells no path of that machine either in what was written down in passing', async () => {
    catalogue.run(
      `INSERT INTO unreadable_files (root_id, rel_path, reason, seen_at) VALUES (1, 'x.jpg', ?, 0)`,
      `EACCES: permission denied, open '${folder}/field/x.jpg'`,
    );
    catalogue.run(
      `UPDATE models SET recipe = json_object('from', json_object('weightsFile', ?))`,
      `${folder}/weights/b0.safetensors`,
    );
    const version = join(catalogue.layout.models, 'detector-7');
    await mkdir(version);
    const [photo] = catalogue.all<{ id: number; relPath: string }>(
      'SELECT id, rel_path AS relPath FROM photos LIMIT 1',
    );
    const learned = { photoId: photo.id, path: join(folder, 'field', photo.relPath) };
    await writeFile(
      join(version, 'photos.json'),
      JSON.stringify({ edge: 640, train: [learned], validation: [] }),
    );
    await writeFile(join(version, 'training.last.safetensors'), folder);
    const zip = await packed(catalogue, true);
    for (const [name, bytes] of await unzipped(zip))
      expect([name, bytes.includes(folder)]).toEqual([name, false]);
    const there = await unpacked(zip);
    expect(there.value('SELECT reason FROM unreadable_files')).toBe(
      "EACCES: permission denied, open 'x.jpg'",
    );
    // What it learned from is found where it is now.
    const { train } = JSON.parse(
      await readFile(join(there.layout.models, 'detector-7', 'photos.json'), 'utf8'),
    ) as { train: { path: string }[] };
    expect(await readFile(train[0].path, 'utf8')).toBe(`photo ${photo.relPath}`);
  });

  it.each([
    ['under its files', ''],
    ['in a folder that its person made', 'Moray for Ann/'],
  ])('is taken when another program packed it again %s', async (_, top) => {
    const entries = await unzipped(await packed(catalogue, true));
    const again = [...entries]
      .reverse()
      .map(([path, bytes]) => ({ path: `${top}${path}`, chunks: [bytes] }));
    const zip = join(folder, 'again.zip');
    await writeFileAtomically(
      zip,
      zipStream([{ path: '__MACOSX/._x', chunks: ['rubbish'] }, ...again]),
    );
    expect((await unpacked(zip)).name).toBe('Moray');
  });

  it('says which photos it could not bring', async () => {
    await rm(join(folder, 'field', 'undated'), { recursive: true });
    const { leftOut } = await writeExport(
      exportSource(catalogue.db, catalogue.folder),
      'portable',
      { ...usualOptions, withPhotos: true },
      { folder, name: 'some.zip', ifThere: 'refuse' },
    );
    expect(leftOut).toEqual([{ reason: 'the file of the photo is missing', count: 1 }]);
  });

  it('is put beside what is there and never over it', async () => {
    const zip = await packed(catalogue, true);
    const elsewhere = await mkdtemp(join(folder, 'twice-'));
    await unpackCatalogue(zip, elsewhere);
    await unpackCatalogue(zip, elsewhere);
    expect((await readdir(elsewhere)).sort()).toEqual([
      'Moray (2) photos',
      'Moray (2).resight',
      'Moray photos',
      'Moray.resight',
    ]);
  });
});

describe('what is no portable catalogue', () => {
  const unpackBytes = async (name: string, bytes: Uint8Array) => {
    const file = join(folder, name);
    await writeFile(file, bytes);
    const target = join(folder, 'bad');
    await mkdir(target, { recursive: true });
    try {
      await unpackCatalogue(file, target);
      return 'opened';
    } catch (error) {
      expect(await readdir(target)).toEqual([]);
      return error instanceof Error ? error.message : String(error);
    }
  };
  const zipOf = async (entries: ZipEntry[]) => {
    const file = join(folder, 'made.zip');
    await writeFileAtomically(file, zipStream(entries));
    return readFile(file);
  };
  const manifest = (change: object = {}) => ({
    path: 'manifest.json',
    chunks: [
      JSON.stringify({
        resightCatalogue: 1,
        name: 'X',
        uuid: 'x',
        schemaVersion: 1,
        photos: 0,
        originals: false,
        roots: [],
        databaseSha256: 'x',
        ...change,
      }),
    ],
  });

  it('is refused in words, and nothing is left behind', async () => {
    const whole = await readFile(await packed(catalogue, true));
    expect(await unpackBytes('text.zip', Buffer.from('not a zip'))).toContain('it is no zip');
    expect(await unpackBytes('cut.zip', whole.subarray(0, whole.length - 400))).toContain(
      'a damaged one',
    );
    expect(
      await unpackBytes('other.zip', await zipOf([{ path: 'a.txt', chunks: ['a'] }])),
    ).toContain('it holds no manifest.json; choose a zip that Resight exported');
    expect(
      await unpackBytes('newer.zip', await zipOf([manifest({ resightCatalogue: 2 })])),
    ).toContain('newer Resight (layout 2)');
    expect(
      await unpackBytes('schema.zip', await zipOf([manifest({ schemaVersion: 999 })])),
    ).toContain('newer Resight (schema 999');
    expect(await unpackBytes('empty.zip', await zipOf([manifest()]))).toContain('no database');
    expect(
      await unpackBytes(
        'changed.zip',
        await zipOf([manifest(), { path: 'catalog.sqlite', chunks: ['another'] }]),
      ),
    ).toContain('not the one that was packed');
    expect(
      await unpackBytes(
        'extra.zip',
        await zipOf([manifest(), { path: 'home/x', chunks: ['another'] }]),
      ),
    ).toContain('"home/x", which is no part of one');
  });

  /** The catalogue's zip after somebody changed its database and its manifest. */
  async function forged(change: (db: Database.Database) => void, words: object = {}) {
    const entries = await unzipped(await packed(catalogue, false));
    const file = join(folder, 'forged.sqlite');
    await writeFile(file, entries.get('catalog.sqlite') ?? '');
    const db = new Database(file);
    change(db);
    db.close();
    const database = await readFile(file);
    const told = JSON.parse(String(entries.get('manifest.json'))) as object;
    const manifest = JSON.stringify({ ...told, databaseSha256: digest(database), ...words });
    return unpackBytes(
      'forged.zip',
      await zipOf([
        { path: 'manifest.json', chunks: [manifest] },
        { path: 'catalog.sqlite', chunks: [database] },
      ]),
    );
  }

  it.each<[string, string, (db: Database.Database) => void]>([
    [
      'a folder that its manifest does not list',
      'it looks for photos in /etc',
      (db) => db.exec(`INSERT INTO roots (path, added_at) VALUES ('/etc', 0)`),
    ],
    [
      'a folder that is another than its manifest says',
      'it looks for photos in /etc',
      (db) => db.exec(`UPDATE roots SET path = '/etc'`),
    ],
    [
      'a photo outside its folder',
      'it names ../../../etc/passwd',
      (db) => db.exec(`UPDATE photos SET rel_path = '../../../etc/passwd' WHERE id = 1`),
    ],
    [
      'a network outside itself',
      'a network of it is said to lie in ../../etc/passwd',
      (db) => db.exec(`UPDATE models SET files = '{"onnx":"../../etc/passwd"}'`),
    ],
    [
      'a trigger of its own',
      'parts that Resight did not make',
      (db) => db.exec(`CREATE TRIGGER t AFTER INSERT ON jobs BEGIN DELETE FROM decisions; END`),
    ],
  ])('that names %s is refused', async (_, words, change) => {
    expect(await forged(() => {})).toBe('opened');
    await rm(join(folder, 'bad'), { recursive: true });
    expect(await forged(change)).toContain(words);
  });

  it('that calls a folder by a path in its manifest is refused', async () => {
    const roots = [{ id: 1, name: '../../../../etc' }];
    const said = await forged(
      (db) => db.exec(`UPDATE roots SET path = 'originals/1 ../../../../etc'`),
      { roots },
    );
    expect(said).toContain('which is not inside it');
  });

  it('that would grow beyond all measure is refused before anything is written', async () => {
    const zeros = Buffer.alloc(120e6);
    const bomb = await zipOf([manifest(), { path: 'thumbs/a.jpg', chunks: [zeros] }]);
    expect(bomb.length).toBeLessThan(400_000);
    expect(await unpackBytes('bomb.zip', bomb)).toContain('it would grow to 0.1 GB');
  });

  it('cannot write outside its folder', async () => {
    // yazl refuses to write such a name; it is put into the bytes of a zip of the same length.
    const honest = await zipOf([manifest(), { path: 'thumbs/aa/bb/cc.jpg', chunks: ['x'] }]);
    const evil = Buffer.from(
      honest.toString('latin1').replaceAll('thumbs/aa/bb/cc.jpg', 'thumbs/../../../e.j'),
      'latin1',
    );
    expect(evil.length).toBe(honest.length);
    expect(await unpackBytes('evil.zip', evil)).toContain('a name in it leads out of it');
    expect((await readdir(folder)).filter((name) => name.startsWith('e.'))).toEqual([]);
  });
});

it('folders of photos are numbered, so that two of one name stay two', () => {
  expect(originalsFolder({ id: 2, name: 'field' })).toBe('originals/2 field');
  expect(basename(originalsFolder({ id: 12, name: 'field' }))).toBe('12 field');
});
