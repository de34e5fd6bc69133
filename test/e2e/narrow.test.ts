import type { Locator, Page } from '@playwright/test';
import { expect, test } from 'vitest';
import { expectAccessible } from './support/accessible.ts';
import { call, running } from './support/bridge.ts';
import { folderWith } from './support/fixtures.ts';
import { launch } from './support/portico.ts';

const WIDTH = 400;
const HEIGHT = 800;

async function narrowWindow(theme: 'light' | 'dark' = 'light'): Promise<{ window: Page; id: string }> {
  const { app, window } = await launch({ paths: [await folderWith({ 'a.txt': 'A' })] });
  const { id } = await running(window);
  const { settings } = await call(window, 'app:snapshot');
  await call(window, 'app:settings', { ...settings, theme });
  await call(window, 'server:configure', id, { host: '0.0.0.0' });
  await app.evaluate(
    ({ BrowserWindow }, [width, height]) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
    [WIDTH, HEIGHT] as const,
  );
  await window.getByRole('button', { name: 'Servers' }).waitFor();
  return { window, id };
}

/** Along the whole lower edge of the window. */
async function expectSheet(window: Page, sheet: Locator): Promise<void> {
  const height = await window.evaluate(() => innerHeight);
  await expect
    .poll(async () => {
      const box = await sheet.boundingBox();
      return box && [box.x, box.width, Math.round(box.y + box.height)];
    })
    .toEqual([0, WIDTH, height]);
}

const focusIsIn = (sheet: Locator) => sheet.evaluate((node) => node.contains(document.activeElement));

test.each(['light', 'dark'] as const)(
  'the addresses are a sheet that keeps the focus and gives it back (%s)',
  async (theme) => {
    const { window } = await narrowWindow(theme);
    const opener = window.getByRole('button', { name: 'Addresses', exact: true });
    await opener.click();
    const sheet = window.getByRole('dialog', { name: 'Addresses' });
    await sheet.getByText('Point a phone camera here').waitFor();
    await expectSheet(window, sheet);
    await expectAccessible(window, 'addresses');
    for (let tab = 0; tab < 15; tab++) {
      await window.keyboard.press('Tab');
      expect(await focusIsIn(sheet)).toBe(true);
    }
    await window.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await expect.poll(() => opener.evaluate((button) => button === document.activeElement)).toBe(true);
  },
);

test('the port is chosen in the sheet, which its own button and the dimmed page close', async () => {
  const { window } = await narrowWindow();
  const sheet = window.getByRole('dialog', { name: 'Addresses' });
  await window.getByRole('button', { name: 'Addresses', exact: true }).click();
  await sheet.getByLabel('Port').fill('99999');
  await sheet.getByRole('alert').getByText('A port is a number from 0 to 65535').waitFor();
  await sheet.getByRole('button', { name: 'Close' }).click();
  await sheet.waitFor({ state: 'detached' });
  await window.getByRole('button', { name: 'Addresses', exact: true }).click();
  await sheet.waitFor();
  await window.mouse.click(WIDTH / 2, 20);
  await sheet.waitFor({ state: 'detached' });
});

test('what is visible to others is a sheet over the list of servers', async () => {
  const { window } = await narrowWindow();
  await window.getByRole('button', { name: 'Servers' }).click();
  const opener = window.getByRole('button', { name: /^1 visible on your network/ });
  await opener.click();
  const sheet = window.getByRole('dialog', { name: 'Visible on your network' });
  await expectSheet(window, sheet);
  await expectAccessible(window, 'visible to others');
  expect(await focusIsIn(sheet)).toBe(true);
  await window.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  await expect.poll(() => opener.evaluate((button) => button === document.activeElement)).toBe(true);
});

test('a menu is a sheet, too', async () => {
  const { window } = await narrowWindow();
  await window.getByRole('button', { name: 'More' }).click();
  const sheet = window.getByRole('menu');
  await expectSheet(window, sheet);
  await expectAccessible(window, 'menu');
  await window.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
});
