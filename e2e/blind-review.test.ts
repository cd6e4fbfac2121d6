import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { iAm, judge, open, read, shownBox, sitting } from './identify-steps.ts';
import { look } from './look.ts';

/** Everything that the program sends to a page, from now on. */
function listen(page: Page): string[] {
  const heard: string[] = [];
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => heard.push(payload.toString()));
  });
  return heard;
}

const about = (heard: readonly string[], boxId: number) =>
  heard.filter((frame) => new RegExp(`"boxId":${boxId}[,}]`).test(frame));

test('a second reviewer is told nothing of the first verdict: not by the page, the answers or the events', async ({
  page,
  app,
  browser,
}) => {
  const { folder } = await sitting(app, 12, 3);
  const firsts = new Map(
    read<{ boxId: number; code: string }>(
      folder,
      `SELECT d.box_id AS boxId, i.code FROM decisions d JOIN individuals i ON i.id = d.individual_id`,
    ).map(({ boxId, code }) => [boxId, code]),
  );
  const heard = listen(page);
  await open(page, app, folder, 'Identify');
  await iAm(page, 'Ben Ode');
  await page.getByText('Second review', { exact: true }).click();
  await expect(page.locator('.identify-progress')).toContainText('0 of 6 done');
  heard.length = 0;

  for (let nth = 0; nth < 3; nth += 1) {
    const fin = await shownBox(page);
    expect([...firsts.keys()]).toContain(fin);
    // The candidates are there, and the fin's own animal among them by its other photos only.
    await expect(page.locator('.candidate').nth(2)).toBeVisible();
    await expect(page.locator(`[data-pane="candidate"] [data-box="${fin}"]`)).toHaveCount(0);

    // Nor is it told where a person would look it up.
    await page.keyboard.press('Control+1');
    await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
    // Of fins that wait for this word, that is; after it, the first one may be known.
    if (nth === 0) await expect(page.locator('main')).not.toContainText('Ann Lee');
    await page.keyboard.press('Control+6');
    await expect(page.getByText('A01').first()).toBeVisible();
    await page.keyboard.press('Control+5');
    await page.getByRole('button', { name: 'All decisions' }).click();
    await expect(page.getByRole('dialog')).toContainText(
      nth === 0 ? 'Nobody has decided' : 'Ben Ode',
    );
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);

    const telling = about(heard, fin).filter((frame) => /"code":|"verdict":/.test(frame));
    expect(telling, `what was sent about fin ${fin}`).toEqual([]);
    if (nth === 0) await look(page, 'identify blind');
    await judge(page, 'm');
    // Of the next fin was told, before it came to hand, that its animal has it: it was what there was to compare with.
    await expect(page.locator('[data-pane="query"]')).not.toHaveAttribute('data-box', `${fin}`);
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(1000);
    heard.length = 0;
  }

  // The first reviewer goes on: what she says is not told apart by the news of it.
  const elsewhere = await browser.newContext();
  const ann = await elsewhere.newPage();
  await ann.goto(await app.addressOf(page.url()));
  await expect(ann.locator('[data-pane="query"]')).toBeVisible();
  await iAm(ann, 'Ann Lee');
  const news = [];
  for (const key of ['m', 'n', 'x', 'c']) {
    heard.length = 0;
    await judge(ann, key);
    await expect
      .poll(() => heard.filter((frame) => frame.includes('"changed"')).length)
      .toBeGreaterThan(0);
    await ann.waitForTimeout(900);
    news.push(
      heard
        .filter((frame) => frame.includes('"changed"'))
        .map((frame) => /"topics":\[[^\]]*\]/.exec(frame)?.[0]),
    );
  }
  expect(new Set(news.map((each) => JSON.stringify(each))).size).toBe(1);
  await elsewhere.close();
});
