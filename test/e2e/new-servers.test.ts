import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { call, running, servers, until } from './support/bridge.ts';
import { dragOver } from './support/drop.ts';
import { folderWith } from './support/fixtures.ts';
import { end, launch } from './support/portico.ts';

test('a folder that is dropped begins as the settings say, and a server from before stays as it was', async () => {
  const before = await folderWith({ 'a.txt': 'A' });
  const { window } = await launch({ paths: [before] });
  const old = await running(window);
  await window.getByRole('button', { name: 'Settings' }).click();
  const group = window.getByRole('list', { name: 'New servers' });
  await group.getByLabel('First port').fill('0');
  await group.getByText('Write a number from 1 to 65535.').waitFor();
  await group.getByLabel('First port').fill('9311');
  await group.getByLabel('First port').press('Enter');
  await group.getByRole('switch', { name: 'Directory listing' }).click();
  await group.getByRole('switch', { name: 'Hidden files' }).click();
  await group.getByRole('switch', { name: 'Live reload' }).click();
  await expect
    .poll(async () => (await call(window, 'app:snapshot')).settings.newServers)
    .toEqual({ visible: false, firstPort: 9_311, listing: false, dotfiles: 'serve', liveReload: true });

  const folder = await folderWith({ '.hidden': 'H' });
  await (await dragOver(window, [folder]))();
  await until(window, (all) => all.length === 2 && all[1]?.state.kind === 'running');
  const { config, name } = (await servers(window))[1] ?? {};
  expect(name).toBe(basename(folder));
  expect(config).toEqual({ root: folder, port: 9_311, listing: false, dotfiles: 'serve', liveReload: true });
  const { url } = await running(window, 1);
  expect([(await fetch(url)).status, (await fetch(`${url}.hidden`)).status]).toEqual([404, 200]);
  expect((await fetch(old.url)).status).toBe(200);
});

test('new servers that are visible at once are said to be so before the drop', async () => {
  const first = await launch();
  const { settings } = await call(first.window, 'app:snapshot');
  await call(first.window, 'app:settings', { ...settings, newServers: { ...settings.newServers, visible: true } });
  await first.window.getByText('Any device on your network can open it, as you have set.').waitFor();
  await end(first);
  const { window } = await launch({ userData: first.userData });
  const folder = await folderWith({});
  const drop = await dragOver(window, [folder]);
  await window.getByText('Any device on your network can open it at once.').waitFor();
  await drop();
  const { state } = await running(window);
  expect(state.host).toBe('0.0.0.0');
});

test('a port that is none is refused, and the settings stay', async () => {
  const { window } = await launch();
  const { settings } = await call(window, 'app:snapshot');
  const wrong = { ...settings, newServers: { ...settings.newServers, firstPort: 70_000 } };
  await expect(call(window, 'app:settings', wrong)).rejects.toThrow(/firstPort/);
  expect((await call(window, 'app:snapshot')).settings).toEqual(settings);
});
