import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, photo, test } from './app.ts';
import { newCatalogue } from './catalogue.ts';

test('photos dropped onto the window are copied into the catalogue and imported', async ({
  page,
  app,
}) => {
  await photo(join(app.folder, 'dropped fin.jpg'), 3);
  const content = (await readFile(join(app.folder, 'dropped fin.jpg'))).toString('base64');
  await page.goto(await app.start());
  await newCatalogue(page, 'Drop');
  await page.getByRole('button', { name: 'Photos', exact: true }).click();
  const transfer = await page.evaluateHandle((base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0);
    const files = new DataTransfer();
    files.items.add(new File([bytes], 'dropped fin.jpg', { type: 'image/jpeg' }));
    return files;
  }, content);
  await page.dispatchEvent('.photos', 'drop', { dataTransfer: transfer });
  await expect(page.getByRole('option', { name: /dropped fin\.jpg/ })).toBeVisible();
});
