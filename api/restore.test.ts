import { basename } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { madeApp } from './made-app.fixture.ts';

let made: Awaited<ReturnType<typeof madeApp>>;
beforeEach(async () => {
  made = await madeApp();
});
afterEach(() => made.remove());

it('a backup takes the place of the open catalogue, and what stood there is kept beside it', async () => {
  const { client, folder } = made;
  await client.catalogue.create({ parent: folder, name: 'Moray' });
  const { file } = await client.catalogue.backUp();
  await client.catalogue.rename({ name: 'Spoilt' });
  expect((await client.catalogue.restore({ file })).name).toBe('Moray');
  const kept = (await client.catalogue.backups()).find((each) =>
    each.file.includes('before-restore'),
  );
  expect(kept).toBeDefined();
  expect((await client.catalogue.restore({ file: kept?.file ?? '' })).name).toBe('Spoilt');
});

it('only a backup of the list is restored, and the catalogue stays open as it was', async () => {
  const { client, folder } = made;
  const { name } = await client.catalogue.create({ parent: folder, name: 'Moray' });
  await expect(client.catalogue.restore({ file: '../catalog.sqlite' })).rejects.toThrow(
    'There is no backup "../catalog.sqlite"',
  );
  expect((await client.catalogue.current())?.name).toBe(name);
  expect(basename((await client.catalogue.current())?.folder ?? '')).toBe('Moray.resight');
});
