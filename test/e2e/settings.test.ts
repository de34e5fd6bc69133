import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AppSettings } from '../../electron/ipc/contract.ts';
import { call, running } from './support/bridge.ts';
import { recordNotifications } from './support/dialogs.ts';
import { folderWith } from './support/fixtures.ts';
import { end, launch } from './support/portico.ts';
import { FakeTray } from './support/tray.ts';

const onlyOnLinux = test.skipIf(process.platform !== 'linux');

const settings: AppSettings = {
  theme: 'system',
  language: 'en',
  openAtLogin: false,
  keepAwake: true,
  notifyUploads: true,
  newServers: { visible: false, firstPort: 8_000, listing: true, dotfiles: 'hide', liveReload: false },
};

onlyOnLinux('opening at login is an autostart file that starts without a window; switched off it is gone', async () => {
  const { window, userData } = await launch();
  const file = join(userData, 'autostart', 'portico.desktop');
  expect(existsSync(file)).toBe(false);
  await call(window, 'app:settings', { ...settings, openAtLogin: true });
  await expect.poll(() => existsSync(file)).toBe(true);
  expect(await readFile(file, 'utf8')).toMatch(/^Exec=".+" ".+" "--hidden"$/m);
  await call(window, 'app:settings', settings);
  await expect.poll(() => existsSync(file)).toBe(false);
});

onlyOnLinux('the language changes the tray and the menus at once', async () => {
  const tray = await FakeTray.open();
  const { app, window } = await launch();
  await call(window, 'app:settings', { ...settings, language: 'zh' });
  await tray.itemWhen(({ label }) => label === '全部启动');
  expect(await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items[0]?.label)).toBe('文件');
  await call(window, 'app:settings', settings);
  await tray.itemWhen(({ label }) => label === 'Start all');
});

test('settings are told to the page, applied, and there after a restart', async () => {
  const first = await launch();
  await call(first.window, 'app:settings', { ...settings, theme: 'dark', keepAwake: false });
  expect(await first.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
  await end(first);
  const { app, window } = await launch({ userData: first.userData });
  expect((await call(window, 'app:snapshot')).settings).toEqual({ ...settings, theme: 'dark', keepAwake: false });
  expect(await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
});

test('files that visitors send are announced once for all of them', async () => {
  const { app, window } = await launch({ paths: [await folderWith({})] });
  const { id, url } = await running(window);
  const notices = await recordNotifications(app);
  await call(window, 'server:configure', id, { upload: true, name: 'Inbox' });
  for (const name of ['a.txt', 'b.txt']) {
    expect((await fetch(`${url}${name}`, { method: 'PUT', body: name })).status).toBe(201);
  }
  await expect.poll(notices, { timeout: 10_000 }).toHaveLength(1);
  expect((await notices())[0]).toContain('Inbox received 2 files');
});

test('folders served lately are remembered, the newest first', async () => {
  const folders = [await folderWith({}), await folderWith({})];
  const { window } = await launch({ paths: folders });
  await running(window, 1);
  expect((await call(window, 'app:snapshot')).recent.map(({ path }) => path)).toEqual(folders.toReversed());
});

test("the app's own log says what went wrong", async () => {
  const { app, userData } = await launch();
  await app.evaluate(() => void Promise.reject(new Error('a bug for the log')));
  await expect
    .poll(() => readFile(join(userData, 'portico.log'), 'utf8').catch(() => ''))
    .toContain('a bug for the log');
});
