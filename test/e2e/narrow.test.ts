import type { Locator, Page } from '@playwright/test';
import { expect, test } from 'vitest';
import { expectAccessible } from './support/accessible.ts';
import { call, running } from './support/bridge.ts';
import { folderWith } from './support/fixtures.ts';
import { launch } from './support/portico.ts';

const WIDTH = 400;
const HEIGHT = 800;

async function narrowWindow(theme: 'light' | 'dark' = 'light') {
  const { app, window } = await launch({ paths: [await folderWith({ 'a.txt': 'A' })] });
  const { id } = await running(window);
  const { settings } = await call(window, 'app:snapshot');
  await call(window, 'app:settings', { ...settings, theme });
  await call(window, 'server:configure', id, { host: '0.0.0.0' });
  const resize = (width: number) =>
    app.evaluate(
      ({ BrowserWindow }, [width, height]) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
      [width, HEIGHT] as const,
    );
  await resize(WIDTH);
  await window.getByRole('button', { name: 'Servers' }).waitFor();
  return { window, id, resize };
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

test('the toolbar has what a narrow window has room for', async () => {
  const { window, resize } = await narrowWindow();
  const toolbar = window.getByRole('toolbar', { name: 'Requests' });
  const names = () =>
    toolbar.getByRole('button').evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label')));
  await expect.poll(names).toEqual(['Follow newest', 'Pause', 'Clear', 'Export']);
  await resize(1000);
  await expect.poll(names).toContain('Columns');
});

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

test.each(['More', 'Export'])('the menu %s is a sheet, too', async (name) => {
  const { window } = await narrowWindow();
  await window.getByRole('button', { name }).click();
  const sheet = window.getByRole('menu');
  await expectSheet(window, sheet);
  await expectAccessible(window, 'menu');
  await window.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
});

test('at every width the filter can be typed into, every button is in the window, and no address is cut while there is room', async () => {
  const { window, resize } = await narrowWindow();
  await window.getByRole('button', { name: 'Copy network address' }).waitFor();
  for (const width of [400, 720, 860, 1000, 1079, 1080, 1280]) {
    await resize(width);
    await expect.poll(() => window.evaluate(() => innerWidth)).toBe(width);
    const filter = await window.getByRole('combobox', { name: 'Filter' }).boundingBox();
    expect([width, (filter?.width ?? 0) >= 100]).toEqual([width, true]);
    const buttons = await window.getByRole('toolbar').getByRole('button').all();
    for (const button of buttons) {
      const box = await button.boundingBox();
      expect([width, (box?.x ?? 0) + (box?.width ?? 0) <= width]).toEqual([width, true]);
    }
    if (width < 720) continue; // the longest would be cut; the sheet has all of it
    const links = await window.getByRole('link', { name: /^http:/ }).all();
    const cut = links.map((link) => link.evaluate((node) => node.scrollWidth > node.clientWidth + 1));
    expect([width, await Promise.all(cut)]).toEqual([width, links.map(() => false)]);
  }
});

/** What would have to be scrolled sideways. */
const wider = (window: Page) =>
  window.evaluate(() => {
    const scrolled = [...document.querySelectorAll('main, main *')].filter((node) =>
      /auto|scroll/.test(getComputedStyle(node).overflowX),
    );
    return scrolled.filter((node) => node.scrollWidth > node.clientWidth + 1).map((node) => node.className);
  });

test('no page has to be scrolled sideways, however wide the window is', async () => {
  const { window, resize } = await narrowWindow();
  for (const width of [400, 720, 860, 967, 968, 1100, 1400]) {
    await resize(width);
    await expect.poll(() => window.evaluate(() => innerWidth)).toBe(width);
    for (const keys of ['Control+2', 'Control+3', 'Control+,', 'Control+1']) {
      await window.keyboard.press(keys);
      await expect.poll(async () => [width, keys, await wider(window)]).toEqual([width, keys, []]);
    }
  }
});
