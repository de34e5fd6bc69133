import { rename } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { call, running, until } from './support/bridge.ts';
import { folderWith, holdPort } from './support/fixtures.ts';
import { launch } from './support/portico.ts';
import { FakeTray } from './support/tray.ts';

const onlyOnLinux = test.skipIf(process.platform !== 'linux');

onlyOnLinux('the tray lists every server with its port, and a click stops and starts it', async () => {
  const tray = await FakeTray.open();
  const folder = await folderWith({ 'a.txt': 'A' });
  const { window } = await launch({ paths: [folder] });
  const { state, url } = await running(window);
  const name = basename(folder);

  const item = await tray.itemWhen(({ label }) => label === `${name} (${state.port})`);
  expect(item.checked).toBe(true);
  expect(await tray.iconSizes()).toEqual([44]); // the larger drawing; the desktop makes it fit
  const litIcon = await tray.iconPixels();

  await tray.click(`${name} (${state.port})`);
  await until(window, ([server]) => server?.state.kind === 'stopped');
  await expect(fetch(url)).rejects.toThrow();
  expect((await tray.itemWhen(({ label }) => label === name)).checked).toBe(false);
  await expect.poll(() => tray.iconPixels()).not.toBe(litIcon);

  await tray.click(name);
  const again = await running(window); // perhaps on another port: this computer is not the test's alone
  expect(await (await fetch(`${again.url}a.txt`)).text()).toBe('A');
  await expect.poll(() => tray.iconPixels()).toBe(litIcon);
});

onlyOnLinux('its first line says what others can reach', async () => {
  const tray = await FakeTray.open();
  const { window } = await launch();
  const firstLine = async () => (await tray.menu())[0];
  await tray.itemWhen(({ label }) => label === 'Nothing is shared right now');
  expect((await firstLine())?.enabled).toBe(false);

  await call(window, 'server:add', [await folderWith({})]);
  const { id } = await running(window);
  await tray.itemWhen(({ label }) => label === 'Nothing is visible to others');

  await call(window, 'server:configure', id, { host: '0.0.0.0' });
  await tray.itemWhen(({ label }) => label === '1 visible on your network');
});

onlyOnLinux('trouble is said in words, and all can be started and stopped', async () => {
  const tray = await FakeTray.open();
  const port = await holdPort();
  const [taken, gone] = [await folderWith({}), await folderWith({})];
  const { window } = await launch({ paths: [taken, gone] });
  const { id } = await running(window, 0);
  await running(window, 1);

  await tray.click('Stop all');
  await until(window, (all) => all.every(({ state }) => state.kind === 'stopped'));
  await call(window, 'server:configure', id, { port, portFallback: false });
  await tray.click('Start all');
  const trouble = await tray.itemWhen(({ label }) => label === `${basename(taken)}: port ${port} is taken`);
  expect(trouble.checked).toBe(false);
  await tray.click(trouble.label); // tried again in vain: the desktop's tick must not stay
  await window.waitForTimeout(500);
  expect((await tray.itemWhen(({ label }) => label === trouble.label)).checked).toBe(false);

  await running(window, 1);
  await rename(gone, `${gone}-away`);
  const waiting = await tray.itemWhen(({ label }) => label === `${basename(gone)}: waiting for the folder`);
  expect(waiting.checked).toBe(true);
  await rename(`${gone}-away`, gone);
});

onlyOnLinux('the window can be closed and brought back, an address copied, and Portico quit', async () => {
  const tray = await FakeTray.open();
  const folder = await folderWith({ 'a.txt': 'A' });
  const { app, window } = await launch({ paths: [folder] });
  const { url } = await running(window);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => app.windows().length).toBe(0);
  expect(await (await fetch(`${url}a.txt`)).text()).toBe('A');

  await tray.click(`${basename(folder)}   ${url}`);
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(url);

  await Promise.all([app.waitForEvent('window'), tray.click('Open Portico')]);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => app.windows().length).toBe(0);
  await Promise.all([app.waitForEvent('window'), tray.activate()]);

  await Promise.all([app.waitForEvent('close'), tray.click('Quit')]);
  await expect(fetch(url)).rejects.toThrow();
});

onlyOnLinux('in a Chinese system the tray speaks Chinese', async () => {
  const tray = await FakeTray.open();
  await launch({ switches: ['--lang=zh-CN'] });
  await tray.itemWhen(({ label }) => label === '现在没有共享任何内容');
  await tray.itemWhen(({ label }) => label === '打开 Portico');
});
