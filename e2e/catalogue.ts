import { createServer, type AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { expect } from './app.ts';

/** Makes a catalogue from the first screen, and waits until its dialog no longer takes the keys. */
export async function newCatalogue(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /New catalogue/ }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('button', { name: 'Make catalogue' }).click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** Answers the folder picker that is open with a folder, after it was listed. */
export async function chooseFolder(page: Page, folder: string): Promise<void> {
  const picker = page.getByRole('dialog').filter({ hasText: /directly in this folder/ });
  await expect(picker).toBeVisible();
  const field = picker.getByRole('textbox', { name: 'Folder', exact: true });
  await field.fill(folder);
  await field.press('Enter');
  const use = picker.getByRole('button', { name: 'Use this folder' });
  await expect(field).toHaveValue(folder);
  await expect(use).toBeEnabled();
  await use.click();
  await expect(picker).toHaveCount(0);
}

/** Imports a folder of photos by key, as the first thing or at any time. */
export async function importFolder(page: Page, folder: string): Promise<void> {
  await page.keyboard.press('Control+i');
  await chooseFolder(page, folder);
}

/** Does what the palette finds first for some words. */
export async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const search = page.getByRole('textbox', { name: 'Search actions' });
  await search.fill(words);
  await expect(page.locator('[data-action][data-selected]')).toBeVisible();
  await search.press('Enter');
  await expect(search).toHaveCount(0);
}

/** A port that nobody listens on, for a program that is ended and started again under one address. */
export function freePort(): Promise<string> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(`${port}`));
    });
  });
}
