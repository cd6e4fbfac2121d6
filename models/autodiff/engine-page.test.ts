import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

test('the code on the page about the engine is the code that runs', async () => {
  const root = new URL('../../', import.meta.url);
  const page = await readFile(new URL('docs/engine.md', root), 'utf8');
  const quotes = [...page.matchAll(/From `([^`]+)`:\n\n```ts\n(.*?)```/gs)];
  expect(quotes).toHaveLength(page.split('```ts').length - 1);
  expect(quotes.length).toBeGreaterThan(0);
  for (const [, path = '', quote = ''] of quotes)
    expect(await readFile(new URL(path, root), 'utf8')).toContain(quote);
});
