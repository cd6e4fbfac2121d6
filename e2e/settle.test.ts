import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { decisions, goTo, iAm, judge, open, read, shownBox, sitting } from './identify-steps.ts';
import { look } from './look.ts';

/** Longer than keys of verdicts are not heard after something was taken away. */
const COLLECTED_MS = 900;

async function lookAtBothSizes(page: Page, name: string): Promise<void> {
  for (const [width, height] of [
    [900, 800],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.mouse.move(width / 2, height / 3);
    await look(page, `${name} ${width}`);
  }
}

const round = (page: Page, name: string | RegExp) => page.getByText(name, { exact: true });

test('what two reviewers disagree about is marked, settled by one of them with a reason, and the new animal confirmed', async ({
  page,
  app,
}) => {
  const { folder } = await sitting(app, 9, 3);
  const before = read<{ id: number }>(folder, 'SELECT max(id) AS id FROM decisions')[0].id;
  await open(page, app, folder, 'Identify');
  await iAm(page, 'Ann Lee');
  const fin = await shownBox(page);
  await judge(page, 'n');

  await iAm(page, 'Ben Ode');
  await round(page, 'Second review').click();
  await goTo(page, (boxId) => boxId === fin);
  await lookAtBothSizes(page, 'identify second review');
  await judge(page, 'm');

  // Both words are marked among the candidates, the first one's animal too, which only this fin shows.
  await round(page, /^Settle 1$/).click();
  const claims = page.locator('.candidate-claim');
  await expect(claims).toHaveText(['Ann Lee', 'Ben Ode']);
  await expect(page.getByRole('note', { name: 'What the two said' })).toContainText('is new: A04');
  await lookAtBothSizes(page, 'identify settle');

  // One of the two says why.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('m');
  const why = page.getByRole('dialog', { name: 'Settle a dispute of your own' });
  await expect(why.getByRole('button', { name: 'Settle' })).toBeDisabled();
  await look(page, 'identify settle why');
  await why.getByRole('textbox', { name: 'Why' }).fill('the lower nick is on both');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing to settle')).toBeVisible();
  expect(
    read<{ note: string }>(folder, `SELECT note FROM decisions WHERE round = 'adjudication'`),
  ).toEqual([{ note: 'the lower nick is on both' }]);
  await page.keyboard.press('Control+z');
  await expect(claims).toHaveCount(2);

  // A third person confirms the animal that the first one founded.
  await iAm(page, 'Cora May');
  await page.waitForTimeout(COLLECTED_MS);
  await page.keyboard.press('n');
  await expect(page.getByText('Nothing to settle')).toBeVisible();
  const said = decisions(folder, before).map(({ verdict, code, round: of, reviewer }) =>
    [reviewer, of, verdict, code].join(' ').trim(),
  );
  expect(said).toEqual([
    'Ann Lee first new A04',
    expect.stringMatching(/^Ben Ode second match A0\d$/),
    expect.stringMatching(/^Ben Ode adjudication match A0\d$/),
    'Ben Ode adjudication undo',
    'Cora May adjudication new A04',
  ]);
});
