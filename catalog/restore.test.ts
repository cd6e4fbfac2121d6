import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backUp, listBackups } from './backup.ts';
import type { Catalogue } from './catalogue.ts';
import { openCatalogue } from './open-catalogue.ts';
import { CatalogueError } from './catalogue-error.ts';
import { madeCatalogue } from './made-catalogue.fixture.ts';
import { restoreBackup } from './restore.ts';

let catalogue: Catalogue;
let remove: () => void;
let backup: string;
beforeEach(() => {
  ({ catalogue, remove } = madeCatalogue());
  backup = backUp(catalogue.db, catalogue.layout.backups, 'on-demand').file;
  catalogue.rename('Later');
});
afterEach(() => remove());

const nameIn = (folder: string) => {
  const opened = openCatalogue(folder);
  const { name } = opened;
  opened.close();
  return name;
};

it.each([
  ['emptied', (bytes: Buffer) => bytes.subarray(0, 0)],
  ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ['another file', () => Buffer.from('a text')],
])('a backup that is %s is refused, and the catalogue stays as it was', (_, damage) => {
  const { folder } = catalogue;
  catalogue.close();
  writeFileSync(backup, damage(readFileSync(backup)));
  const before = readdirSync(folder).sort();
  expect(() => restoreBackup(folder, backup)).toThrow(CatalogueError);
  expect(() => restoreBackup(folder, backup)).toThrow('nothing was changed');
  expect(nameIn(folder)).toBe('Later');
  expect(readdirSync(folder).sort()).toEqual(before);
});

it('a database that cannot be opened is replaced, and kept among the backups', () => {
  const { folder, layout } = catalogue;
  catalogue.close();
  writeFileSync(layout.database, 'damaged');
  expect(() => openCatalogue(folder)).toThrow(/damaged|another program/);
  restoreBackup(folder, backup);
  expect(nameIn(folder)).toBe('Moray');
  const kept = listBackups(layout.backups).find(({ file }) => file.includes('before-restore'));
  expect(readFileSync(kept?.file ?? '', 'utf8')).toBe('damaged');
});

it('one that was broken off before its last step is ended when the catalogue is opened', () => {
  const { folder, layout } = catalogue;
  // Its log holds what was done last, as after a crash.
  const crashed = join(folder, '..', 'crashed.resight');
  cpSync(folder, crashed, { recursive: true });
  expect(existsSync(`${join(crashed, 'catalog.sqlite')}-wal`)).toBe(true);
  const waiting = join(crashed, 'catalog.sqlite.restoring');
  copyFileSync(backup, waiting);
  expect(nameIn(crashed)).toBe('Moray');
  expect(existsSync(waiting)).toBe(false);
  catalogue.close();
  // Or with the old one out of the way already, as earlier versions did it.
  copyFileSync(backup, `${layout.database}.restoring`);
  renameSync(layout.database, `${layout.database}.gone`);
  expect(nameIn(folder)).toBe('Moray');
});

it('killed at any moment, what opens next is the old catalogue or the restored one', () => {
  const { folder } = catalogue;
  catalogue.close();
  const program = `import { restoreBackup } from '${new URL('restore.ts', import.meta.url).href}';
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    let left = Number(process.argv[1]);
    for (const name of ['copyFileSync', 'renameSync', 'rmSync', 'fsyncSync', 'openSync']) {
      const real = fs[name];
      fs[name] = (...words) => { if (left-- === 0) process.kill(process.pid, 'SIGKILL'); return real(...words); };
    }
    syncBuiltinESMExports();
    restoreBackup(process.argv[2], process.argv[3]);`;
  const names: string[] = [];
  for (let step = 0; ; step += 2) {
    const { signal } = spawnSync(process.execPath, [
      '--input-type=module-typescript',
      '-e',
      program,
      String(step),
      folder,
      backup,
    ]);
    const name = nameIn(folder);
    expect(['Later', 'Moray']).toContain(name);
    names.push(name);
    if (signal === null) break;
  }
  expect(names[0]).toBe('Later');
  expect(names.at(-1)).toBe('Moray');
  expect(names.length).toBeGreaterThan(4);
});
