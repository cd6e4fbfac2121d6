import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, photo, test } from './app.ts';
import { importFolder, newCatalogue } from './catalogue.ts';
import { look, lookInBothThemes } from './look.ts';

test('a person puts a camera’s clock right, places photos on a track, says where and by whom they are, and takes it back', async ({
  page,
  app,
}) => {
  const day = join(app.folder, 'field');
  await mkdir(day);
  for (let number = 0; number < 24; number += 1)
    await photo(join(day, `A_${number}.jpg`), number * 2);
  for (let number = 0; number < 12; number += 1)
    await photo(join(day, `B_${number}.jpg`), 60 + number * 4, 'NIKON D500');
  await writeFile(join(day, 'IMG_0005.HEIC'), 'x');
  const points = Array.from({ length: 12 }, (_, at) => {
    const minute = String(at * 5).padStart(2, '0');
    return `<trkpt lat="${57.5 + at / 100}" lon="-4.1"><time>2026-06-07T07:${minute}:00Z</time></trkpt>`;
  });
  const track = join(app.folder, 'boat.gpx');
  await writeFile(
    track,
    `<?xml version="1.0"?><gpx version="1.1"><trk><trkseg>${points.join('')}</trkseg></trk></gpx>`,
  );

  await page.goto(await app.start());
  await newCatalogue(page, 'Moray');
  await page.getByRole('button', { name: 'Photos', exact: true }).click();
  await importFolder(page, day);
  await expect(page.getByText('36 of 36 photos')).toBeVisible();
  await page.getByRole('button', { name: 'Show which' }).click();
  await expect(page.getByText(/HEIC is not read\. Convert them to JPEG/)).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('combobox', { name: 'Camera' }).click();
  await page.getByRole('option', { name: 'NIKON D500 (12)' }).click();
  await expect(page.getByText('12 of 36 photos')).toBeVisible();
  await page.getByRole('option').first().click();
  await page.keyboard.press('Control+a');
  await expect(page.getByText('12 photos selected')).toBeVisible();
  const menu = page.getByRole('button', { name: 'Dates and places' });
  await menu.click();
  await page.getByRole('menuitem', { name: /Shift the camera/ }).click();
  const clock = page.getByRole('dialog', { name: /Shift the camera.s clock of 12 photos/ });
  await expect(
    clock.getByRole('img', { name: /NIKON D500: 12 photos from 2026-06-07 09:00/ }),
  ).toBeVisible();
  await clock.getByText('Earlier').click();
  await clock.getByRole('textbox', { name: 'Hours' }).fill('1');
  await expect(
    clock.getByRole('img', { name: /NIKON D500: 12 photos from 2026-06-07 08:00/ }),
  ).toBeVisible();
  await lookInBothThemes(page, 'photos shift clock');
  await clock.getByRole('button', { name: 'Shift 12 photos by −1 h' }).click();
  // Asked once who that is.
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ann Lee');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/12 photos changed/)).toBeVisible();
  await expect(page.getByRole('option').first()).toHaveAccessibleName(/B_0\.jpg, 2026-06-07 08:00/);

  await menu.click();
  await page.getByRole('menuitem', { name: 'Places from a GPS track…' }).click();
  const places = page.getByRole('dialog', { name: /Places from a GPS track/ });
  await places.getByRole('button', { name: 'Choose a GPX file…' }).click();
  const picker = page.getByRole('dialog', { name: 'Track of the GPS receiver' });
  await picker.getByRole('textbox', { name: 'Folder or file' }).fill(track);
  await page.keyboard.press('Enter');
  await expect(
    places.getByText('12 photos of an unknown zone: say the zone of the clock'),
  ).toBeVisible();
  await places.getByRole('combobox', { name: 'Zone of the camera’s clock' }).fill('+01:00');
  await page.getByRole('option', { name: 'UTC+01:00' }).click();
  await expect(places.getByText('12 photos would be placed')).toBeVisible();
  await look(page, 'photos place by track');
  await places.getByRole('button', { name: 'Place 12 photos' }).click();
  await expect(places).toHaveCount(0);

  await menu.click();
  await page.getByRole('menuitem', { name: 'Date, place, photographer…' }).click();
  const facts = page.getByRole('dialog', { name: /Date, place and photographer of 12 photos/ });
  await facts.getByRole('textbox', { name: 'Name of the place' }).fill('Chanonry Point');
  await facts.getByRole('textbox', { name: 'Photographer' }).fill('Ann Lee');
  await look(page, 'photos edit facts');
  await facts.getByRole('button', { name: 'Change 12 photos' }).click();
  await expect(facts).toHaveCount(0);

  await page.getByRole('option').first().dblclick();
  const viewer = page.getByRole('dialog', { name: /Photo B_0/ });
  await expect(viewer.getByText(/Chanonry Point; 57\.\d+, -4\.10000 · GPX track/)).toBeVisible();
  await expect(viewer.getByText('Ann Lee · entered by hand')).toBeVisible();
  await expect(viewer.getByText(/EXIF, clock −1 h/)).toBeVisible();
  await look(page, 'viewer facts');
  await page.keyboard.press('Escape');

  await page.getByRole('option').first().click();
  for (const what of ['place, photographer', 'places of a track', 'shift of the clock']) {
    await menu.click();
    await page.getByRole('menuitem', { name: `Undo ${what} of 12 photos` }).click();
    await expect(page.getByText(`Taken back: ${what} of 12 photos.`)).toBeVisible();
  }
  await expect(page.getByRole('option').first()).toHaveAccessibleName(/B_0\.jpg, 2026-06-07 09:00/);
});
