import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, listBackups } from './backup.ts';
import type { Catalogue } from './catalogue.ts';
import { createCatalogue, openCatalogue } from './open-catalogue.ts';
import { CatalogueError, fromSqlite } from './catalogue-error.ts';
import { madeCatalogue, madeFile, storePhotos } from './made-catalogue.fixture.ts';
import { countPhotos } from './queries/photos.ts';
import { openReadOnlyCopy, refuseChanges } from './read-only-copy.ts';
import { restoreBackup } from './restore.ts';
import { migrate, migrations, newestVersion, schemaVersion } from './schema/migrate.ts';

let catalogue: Catalogue;
let parent: string;
let remove: () => void;
beforeEach(() => {
  ({ catalogue, parent, remove } = madeCatalogue());
});
afterEach(() => remove());

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof CatalogueError) return error.code;
    throw error;
  }
  return 'no error';
};

describe('a new catalogue', () => {
  it('is a folder with a database in write-ahead mode, with a name and an id of its own', () => {
    expect(basename(catalogue.folder)).toBe('Moray.resight');
    expect(catalogue.name).toBe('Moray');
    expect(catalogue.uuid).toMatch(/^[0-9a-f-]{36}$/);
    expect(catalogue.db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(catalogue.db.pragma('foreign_keys', { simple: true })).toBe(1);
    // 2 is FULL: what was decided is on the disk before it is acknowledged.
    expect(catalogue.db.pragma('synchronous', { simple: true })).toBe(2);
    expect(catalogue.integrityProblems()).toEqual([]);
  });

  it('is refused where one stands already, and leaves that one alone', () => {
    expect(codeOf(() => createCatalogue(parent, 'Moray'))).toBe('catalogue-exists');
    expect(catalogue.name).toBe('Moray');
  });

  it('gets a folder name that every file system takes, and is refused without letters', () => {
    const odd = createCatalogue(parent, 'Moray: "north/south" 🐬?');
    expect(readdirSync(parent)).toContain('Moray- -north-south- 🐬-.resight');
    expect(odd.name).toBe('Moray: "north/south" 🐬?');
    odd.close();
    expect(codeOf(() => createCatalogue(parent, '///'))).toBe('bad-input');
    // Names are counted in bytes: a hundred letters that take three each are too many.
    expect(codeOf(() => createCatalogue(parent, '鯨'.repeat(100)))).toBe('bad-input');
    createCatalogue(parent, '鯨'.repeat(60)).close();
  });

  it('leaves nothing behind when it cannot be made', () => {
    writeFileSync(join(parent, 'file'), '');
    expect(codeOf(() => createCatalogue(join(parent, 'file'), 'x'))).toBe('catalogue-read-only');
    const broken = [{ version: 1, name: 'broken', sql: 'CREATE TABLE' }];
    expect(() => createCatalogue(parent, 'y', { migrations: broken })).toThrow(
      /Migration 1 \(broken\)/,
    );
    expect(readdirSync(parent).sort()).toEqual(['Moray.resight', 'file']);
  });
});

describe('opening', () => {
  it('is refused while another holds it, and works when that one closes', () => {
    expect(codeOf(() => openCatalogue(catalogue.folder))).toBe('catalogue-locked');
    catalogue.close();
    const again = openCatalogue(catalogue.folder);
    expect(again.name).toBe('Moray');
    again.close();
  });

  it('is refused for a folder without a catalogue', () => {
    expect(codeOf(() => openCatalogue(parent))).toBe('catalogue-missing');
  });

  it('is refused for a newer schema, saying which', () => {
    catalogue.db.pragma('user_version = 99');
    catalogue.close();
    expect(() => openCatalogue(catalogue.folder)).toThrow(
      /newer Resight \(schema 99; this one knows \d+\)/,
    );
  });

  it.each([
    ['text', Buffer.from('this is no database, whatever its name says')],
    ['zeros', Buffer.alloc(8192)],
  ])('is refused for a database that is %s', (_, content) => {
    catalogue.close();
    for (const suffix of ['-wal', '-shm'])
      rmSync(`${catalogue.layout.database}${suffix}`, { force: true });
    writeFileSync(catalogue.layout.database, content);
    expect(codeOf(() => openCatalogue(catalogue.folder))).toBe('catalogue-corrupt');
  });

  it('is refused when pages in the middle are damaged, and works again from a backup', () => {
    storePhotos(
      catalogue,
      Array.from({ length: 500 }, (_, index) => madeFile(`${index}.jpg`)),
    );
    const backup = backUp(catalogue.db, catalogue.layout.backups, 'on-demand');
    catalogue.close();
    const bytes = new Uint8Array(4096 * 20).fill(0xa5);
    const db = new Database(catalogue.layout.database);
    const size = Number(db.pragma('page_count', { simple: true })) * 4096;
    db.close();
    expect(size).toBeGreaterThan(4096 * 40);
    overwrite(catalogue.layout.database, bytes, 4096 * 10);
    expect(codeOf(() => openCatalogue(catalogue.folder))).toBe('catalogue-corrupt');
    restoreBackup(catalogue.folder, backup.file);
    const restored = openCatalogue(catalogue.folder);
    expect(countPhotos(restored, {})).toBe(500);
    restored.close();
    // What was damaged is kept beside the backups.
    expect(
      readdirSync(catalogue.layout.backups).some((name) => name.includes('before-restore')),
    ).toBe(true);
  });

  it('read-only sees everything and changes nothing', () => {
    storePhotos(catalogue, [madeFile('a.jpg')]);
    const reader = openCatalogue(catalogue.folder, { readOnly: true });
    expect(countPhotos(reader, {})).toBe(1);
    expect(codeOf(() => reader.run('DELETE FROM photos'))).toBe('catalogue-read-only');
    reader.close();
  });

  it('finds committed rows in a copy when the folder cannot be written, and leaves no copy behind', () => {
    storePhotos(catalogue, [madeFile('a.jpg')]);
    const copy = openReadOnlyCopy(catalogue.layout.database);
    expect(copy.db.prepare('SELECT count(*) AS n FROM photos').get()).toEqual({ n: 1 });
    const { name } = copy.db;
    copy.db.close();
    copy.remove();
    expect(existsSync(dirname(name))).toBe(false);
  });

  it('renamed while it is open it stores nothing more, and opens under its new name', async () => {
    const renamed = join(dirname(catalogue.folder), 'Firth.resight');
    renameSync(catalogue.folder, renamed);
    await expect
      .poll(() => codeOf(() => storePhotos(catalogue, [madeFile('a.jpg')])), { timeout: 2000 })
      .toBe('catalogue-missing');
    catalogue.close();
    expect(existsSync(catalogue.folder)).toBe(false);
    const again = openCatalogue(renamed);
    storePhotos(again, [madeFile('b.jpg')]);
    expect(again.uuid).not.toBe('');
    again.close();
  });

  it('a copy of what cannot be written takes a note of a job and no change of anything else', () => {
    storePhotos(catalogue, [madeFile('a.jpg')]);
    const copy = openReadOnlyCopy(catalogue.layout.database);
    refuseChanges(copy.db, catalogue.folder);
    const refused = expect.objectContaining({ code: 'catalogue-read-only' });
    for (const change of [
      'DELETE FROM photos',
      "UPDATE settings SET value = '1'",
      "INSERT INTO reviewers (name, created_at) VALUES ('Ana', 0)",
    ])
      expect(() => copy.db.exec(change)).toThrow(refused);
    expect(() => copy.db.exec('DELETE FROM jobs')).not.toThrow();
    copy.db.close();
    copy.remove();
  });

  it('lets go of the lock when the program is killed, with every committed row there', async () => {
    catalogue.close();
    const script = `
      import { openCatalogue } from ${JSON.stringify(new URL('open-catalogue.ts', import.meta.url).href)};
      const catalogue = openCatalogue(${JSON.stringify(catalogue.folder)});
      for (let i = 0; ; i += 1) {
        catalogue.run("INSERT INTO reviewers (name, created_at) VALUES (?, 0)", 'r' + i);
        if (i === 50) process.stdout.write('ready');
      }`;
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    expect(codeOf(() => openCatalogue(catalogue.folder))).toBe('catalogue-locked');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const again = openCatalogue(catalogue.folder);
    expect(again.value<number>('SELECT count(*) FROM reviewers')).toBeGreaterThan(50);
    expect(again.integrityProblems()).toEqual([]);
    again.close();
  });
});

describe('migrations', () => {
  const newest = newestVersion();
  const second = {
    version: newest + 1,
    name: 'test',
    sql: 'CREATE TABLE added (id INTEGER PRIMARY KEY) STRICT; INSERT INTO added VALUES (7);',
  };

  it('are numbered without gaps', () => {
    expect(migrations.map(({ version }) => version)).toEqual(
      migrations.map((_, index) => index + 1),
    );
  });

  it('run once, each leaving its number', () => {
    const db = new Database(':memory:');
    expect(migrate(db)).toEqual(migrations.map(({ version }) => version));
    expect(migrate(db)).toEqual([]);
    expect(schemaVersion(db)).toBe(newest);
  });

  it('bring an older catalogue up to date after a backup of it', () => {
    storePhotos(catalogue, [madeFile('a.jpg')]);
    catalogue.close();
    const newer = openCatalogue(catalogue.folder, { migrations: [...migrations, second] });
    expect(newer.schemaVersion).toBe(newest + 1);
    expect(newer.value('SELECT id FROM added')).toBe(7);
    expect(countPhotos(newer, {})).toBe(1);
    const [backup] = listBackups(newer.layout.backups);
    newer.close();
    expect(backup.file).toContain(`before-schema-${newest + 1}`);
    const old = new Database(backup.file, { readonly: true });
    expect(schemaVersion(old)).toBe(newest);
    expect(old.prepare('SELECT count(*) AS n FROM photos').get()).toEqual({ n: 1 });
    old.close();
  });

  it('leave the catalogue as it was when one fails', () => {
    catalogue.close();
    const broken = { ...second, sql: `${second.sql} SELECT no_such_function();` };
    expect(() => openCatalogue(catalogue.folder, { migrations: [...migrations, broken] })).toThrow(
      new RegExp(`Migration ${newest + 1} \\(test\\) failed`),
    );
    const same = openCatalogue(catalogue.folder);
    expect(same.schemaVersion).toBe(newest);
    expect(listBackups(same.layout.backups).map(({ file }) => basename(file))).toEqual([
      expect.stringContaining(`before-schema-${newest + 1}`),
    ]);
    expect(same.value(`SELECT count(*) FROM sqlite_master WHERE name = 'added'`)).toBe(0);
    same.close();
  });
});

it('a full disk is said as such, and the step leaves nothing half done', () => {
  catalogue.db.pragma('max_page_count = 90');
  const files = Array.from({ length: 3000 }, (_, index) => madeFile(`${index}.jpg`));
  expect(codeOf(() => storePhotos(catalogue, files))).toBe('disk-full');
  expect(countPhotos(catalogue, {})).toBe(0);
});

it('a slow statement is told with its text and time', () => {
  const slow: string[] = [];
  catalogue.close();
  const watched = openCatalogue(catalogue.folder, {
    onSlowStatement: (sql, milliseconds) => {
      expect(milliseconds).toBeGreaterThan(100);
      slow.push(sql);
    },
  });
  const counting = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000000)
    SELECT count(*) FROM n`;
  expect(watched.value(counting)).toBe(5_000_000);
  watched.close();
  expect(slow).toContain(counting);
});

it('errors that are not of SQLite are passed on unchanged', () => {
  const error = new TypeError('other');
  expect(fromSqlite(error, 'x')).toBe(error);
});

it('a backup on demand is a whole catalogue under a name with its time', () => {
  storePhotos(catalogue, [madeFile('a.jpg')]);
  const backup = backUp(catalogue.db, catalogue.layout.backups, 'on-demand', Date.UTC(2026, 5, 7));
  expect(basename(backup.file)).toBe('2026-06-07T00-00-00.000 on-demand.sqlite');
  expect(listBackups(catalogue.layout.backups)).toHaveLength(1);
  expect(existsSync(`${backup.file}.partial`)).toBe(false);
});

function overwrite(file: string, bytes: Uint8Array, at: number): void {
  const whole = readFileSync(file);
  whole.set(bytes, at);
  writeFileSync(file, whole);
}
