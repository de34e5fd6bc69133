import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { running, servers, until } from './support/bridge.ts';
import { chooseFolders } from './support/dialogs.ts';
import { dragOver } from './support/drop.ts';
import { folderWith } from './support/fixtures.ts';
import { launch } from './support/portico.ts';

test('a dropped folder is served: its address answers and stands on the screen', async () => {
  const folder = await folderWith({ 'hello.txt': 'Hello' });
  const { window } = await launch();
  await window.getByText('Drop a folder here').first().waitFor();
  const drop = await dragOver(window, [folder]);
  await window.getByRole('status').getByText('Drop to serve').first().waitFor();
  await drop();
  const { url } = await running(window);
  expect(await (await fetch(`${url}hello.txt`)).text()).toBe('Hello');
  await window.getByText(url, { exact: true }).waitFor();
  await window.getByRole('heading', { name: basename(folder) }).waitFor();
  await window.getByRole('switch', { name: basename(folder), checked: true }).waitFor();
});

test('several dropped things become several servers', async () => {
  const first = await folderWith({ 'page.html': 'Page' });
  const second = await folderWith({ 'b.txt': 'B' });
  const { window } = await launch();
  const drop = await dragOver(window, [second, join(first, 'page.html')]);
  await drop();
  await until(window, (all) => all.length === 2 && all.every(({ state }) => state.kind === 'running'));
  const [one, two] = [await running(window, 0), await running(window, 1)];
  expect(await (await fetch(`${one.url}b.txt`)).text()).toBe('B');
  expect(await (await fetch(two.url)).text()).toBe('Page');
});

test('a folder chosen in the dialog is served', async () => {
  const folder = await folderWith({ 'a.txt': 'A' });
  const { app, window } = await launch();
  await chooseFolders(app, [folder]);
  await window.keyboard.press('Control+o');
  const { url } = await running(window);
  expect(await (await fetch(`${url}a.txt`)).text()).toBe('A');
  expect(await servers(window)).toHaveLength(1);
});
