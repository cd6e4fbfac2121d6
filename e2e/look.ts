import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, screenshots } from './app.ts';

/**
 * Serious findings of the accessibility checker on the page as it stands.
 *
 * @param rules those alone, where others were asked already
 */
async function seriousFindings(page: Page, rules?: string[]): Promise<string[]> {
  const checker = new AxeBuilder({ page })
    .exclude('[role=tooltip]')
    // Our pages have no frames of others, so the findings need no page of their own to be put together in.
    .setLegacyMode()
    .options({ resultTypes: ['violations'] });
  if (rules !== undefined) checker.withRules(rules);
  const { violations } = await checker.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

/** Takes a picture of the page and asks the accessibility checker. */
export async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(screenshots, `${name}.png`) });
  expect(await seriousFindings(page), name).toEqual([]);
}

/** Takes a picture in both themes and asks the checker in each. */
export async function lookInBothThemes(page: Page, name: string): Promise<void> {
  for (const scheme of ['dark', 'light'] as const) {
    await page.evaluate((value) => {
      document.documentElement.dataset.mantineColorScheme = value;
    }, scheme);
    await page.screenshot({ path: join(screenshots, `${name} ${scheme}.png`) });
    // What else there is to find is the same in both.
    const serious = await seriousFindings(
      page,
      scheme === 'light' ? ['color-contrast'] : undefined,
    );
    expect([name, scheme, serious]).toEqual([name, scheme, []]);
  }
  await page.evaluate(() => {
    document.documentElement.dataset.mantineColorScheme = 'dark';
  });
}
