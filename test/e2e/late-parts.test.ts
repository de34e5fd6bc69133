import type { Page } from '@playwright/test';
import { expect, test } from 'vitest';
import { folderWith } from './support/fixtures.ts';
import { launch } from './support/portico.ts';

const LATE_MS = 1_000;

test('a button whose popover is still being loaded keeps the focus when it comes', async () => {
  const { button, window } = await withLateAddresses();
  await button.focus();
  await expect.poll(() => button.getAttribute('aria-haspopup'), { timeout: 5_000 }).toBe('dialog');
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  await window.keyboard.press('Enter');
  await window.getByRole('dialog').waitFor();
});

test('a press on a button whose popover is still being loaded opens it when it comes', async () => {
  const { button, window } = await withLateAddresses();
  await button.click();
  expect(await window.getByRole('dialog').count()).toBe(0);
  await window.getByRole('dialog').waitFor();
});

async function withLateAddresses() {
  const { window } = await launch({ paths: [await folderWith({ 'a.txt': 'A' })] });
  await delay(window, '**/address-sheet*.js');
  await window.reload();
  const button = window.getByRole('button', { name: 'Addresses', exact: true });
  await button.waitFor();
  expect(await button.getAttribute('aria-haspopup')).toBeNull();
  return { button, window };
}

async function delay(window: Page, files: string): Promise<void> {
  await window.route(files, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, LATE_MS));
    await route.continue();
  });
}
