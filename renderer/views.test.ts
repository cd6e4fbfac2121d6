import { expect, it, vi } from 'vitest';

// The table alone is looked at; nothing is asked of any API.
vi.mock('./client/connection.ts', () => ({ api: {}, onOnline: () => {} }));
const { offers, views } = await import('./views.ts');

const actions = offers.flatMap((offer) => offer.actions ?? []);

it('no id and no key is taken twice', () => {
  const ids = actions.map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(10);
  expect(new Set(ids).size).toBe(ids.length);
  const keys = [...views, ...actions].flatMap((each) => each.keys ?? []);
  expect(new Set(keys).size).toBe(keys.length);
});

it('a heading of the sheet of keys stands once, and no key twice below it', () => {
  const sheets = offers.flatMap(({ keySheets }) => keySheets ?? []);
  expect(new Set(sheets.map(({ title }) => title)).size).toBe(sheets.length);
  for (const { title, keys } of sheets) {
    const shown = keys.map(([key]) => key);
    expect([title, new Set(shown).size]).toEqual([title, shown.length]);
  }
});
