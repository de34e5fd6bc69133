import { basename } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from 'vitest';
import { call, servers, until } from './support/bridge.ts';
import { folderWith } from './support/fixtures.ts';
import { launch } from './support/portico.ts';

async function threeServers(): Promise<{ window: Page; names: string[] }> {
  const folders = [await folderWith({}), await folderWith({}), await folderWith({})];
  const { window } = await launch({ paths: folders });
  await until(window, (all) => all.length === 3);
  return { window, names: folders.map((folder) => basename(folder)) };
}

const rows = (window: Page) => window.getByRole('list', { name: 'Servers' }).getByRole('listitem');
const order = async (window: Page) => (await servers(window)).map(({ name }) => name);

test('a server is dragged to another place in the list', async () => {
  const { window, names } = await threeServers();
  const [a, b, c] = names;
  const { height = 0 } = (await rows(window).nth(0).boundingBox()) ?? {};
  await rows(window)
    .nth(2)
    .dragTo(rows(window).nth(0), { targetPosition: { x: 40, y: 4 } });
  await expect.poll(() => order(window)).toEqual([c, a, b]);
  await rows(window)
    .nth(0)
    .dragTo(rows(window).nth(1), { targetPosition: { x: 40, y: height - 4 } });
  await expect.poll(() => order(window)).toEqual([a, c, b]);
  await expect.poll(() => rows(window).nth(1).textContent()).toContain(c);
});

test('the selected server moves by key and from its menu', async () => {
  const { window, names } = await threeServers();
  const [a, b, c] = names;
  await rows(window).nth(0).getByRole('button').click();
  await window.keyboard.press('Alt+Shift+ArrowUp');
  await window.keyboard.press('Alt+Shift+ArrowDown');
  await expect.poll(() => order(window)).toEqual([b, a, c]);
  await window.getByRole('status').getByText(`${a} moved to position 2 of 3`).waitFor({ state: 'attached' });
  await window.getByRole('button', { name: 'More' }).click();
  await window.getByRole('menuitem', { name: /^Move down/ }).click();
  await expect.poll(() => order(window)).toEqual([b, c, a]);
  const { settings } = await call(window, 'app:snapshot');
  await window.getByRole('status').getByText(`${a} moved to position 3 of 3`).waitFor({ state: 'attached' });
  await call(window, 'app:settings', { ...settings, language: 'zh' });
  await window.getByRole('status').getByText(`${a} 已移到第 3 位，共 3 位`).waitFor({ state: 'attached' });
  await call(window, 'app:settings', settings);
  await window.getByRole('button', { name: 'More' }).click();
  expect(await window.getByRole('menuitem', { name: /^Move down/ }).isDisabled()).toBe(true);
});

test('an address that is dragged out is a link for other programs', async () => {
  const { window } = await threeServers();
  const link = window.getByRole('link', { name: /^http:\/\/127\.0\.0\.1:\d+\/$/ });
  const data = await window.evaluateHandle(() => new DataTransfer());
  await link.dispatchEvent('dragstart', { dataTransfer: data });
  const url = await link.textContent();
  expect(await data.evaluate((all) => [all.getData('text/uri-list'), all.getData('text/plain')])).toEqual([url, url]);
});

test('a folder that was just served stands among the recent ones once its server is removed', async () => {
  const { window } = await launch();
  const folder = await folderWith({});
  const [id = ''] = await call(window, 'server:add', [folder]);
  await rows(window).first().waitFor();
  await call(window, 'server:remove', id);
  await window.getByRole('heading', { name: 'Recent folders' }).waitFor();
  await window.getByRole('button', { name: new RegExp(basename(folder)) }).click();
  await until(window, (all) => all.length === 1);
});
