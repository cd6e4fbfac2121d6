import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { madeCatalogue } from '#catalog/made-catalogue.fixture.ts';
import { RecentCatalogues } from './recent-catalogues.ts';

let made: ReturnType<typeof madeCatalogue>;
let recent: RecentCatalogues;
beforeEach(async () => {
  made = madeCatalogue();
  recent = new RecentCatalogues(join(made.parent, 'recent.json'));
  const { folder, name, uuid } = made.catalogue;
  await recent.remember(folder, name, uuid, 1);
  made.catalogue.close();
});
afterEach(() => {
  made.remove();
});

it('a catalogue whose folder was renamed is listed where it is now, and forgotten there', async () => {
  const renamed = join(made.parent, 'Firth.resight');
  renameSync(made.catalogue.folder, renamed);
  expect(await recent.list()).toEqual([
    { name: 'Moray', folder: renamed, openedAt: 1, exists: true },
  ]);
  await recent.forget(renamed);
  expect(await recent.list()).toEqual([]);
});

it('a catalogue that is gone is listed as gone', async () => {
  renameSync(made.catalogue.folder, join(made.parent, 'elsewhere'));
  expect(await recent.list()).toMatchObject([{ folder: made.catalogue.folder, exists: false }]);
});
