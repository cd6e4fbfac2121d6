import type { MenuItemConstructorOptions } from 'electron';
import { expect, it } from 'vitest';
import { menuTemplate } from './menu.ts';

function items(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [
    item,
    ...(Array.isArray(item.submenu) ? items(item.submenu) : []),
  ]);
}

function template(platform: NodeJS.Platform, heard: string[] = []): MenuItemConstructorOptions[] {
  return items(
    menuTemplate({
      platform,
      recent: [{ name: 'Azores', folder: '/whales/Azores.resight' }],
      act: (id) => heard.push(id),
      openRecent: (folder) => heard.push(folder),
    }),
  );
}

/** Clicks as Electron does; the items here use none of its arguments. */
const click = (item: MenuItemConstructorOptions | undefined) =>
  (item?.click as (() => void) | undefined)?.();

it('an item performs the action of its id', () => {
  const heard: string[] = [];
  const all = template('linux', heard);
  click(all.find(({ id }) => id === 'photos.import'));
  click(all.find(({ label }) => label === 'Azores'));
  expect(heard).toEqual(['photos.import', '/whales/Azores.resight']);
});

it.each(['linux', 'win32', 'darwin'] as const)(
  'on %s no key stands twice, and every action has one place',
  (platform) => {
    const all = template(platform);
    const keys = all.flatMap(({ accelerator }) => accelerator ?? []);
    expect(keys.length).toBeGreaterThan(10);
    expect(new Set(keys).size).toBe(keys.length);
    const ids = all.flatMap(({ id }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  },
);

it('nothing to open again leaves a menu that cannot be opened', () => {
  const all = items(
    menuTemplate({ platform: 'linux', recent: [], act: () => {}, openRecent: () => {} }),
  );
  expect(all.find(({ id }) => id === 'recent')).toMatchObject({ enabled: false, submenu: [] });
});
