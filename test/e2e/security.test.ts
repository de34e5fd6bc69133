import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../build/project.ts';
import type { PorticoBridge } from '../../electron/ipc/contract.ts';
import { call } from './support/bridge.ts';
import { folderWith } from './support/fixtures.ts';
import { launch } from './support/portico.ts';

test('the page cannot navigate away, open windows or frames, or reach Node', async () => {
  const { app, window } = await launch();
  const url = window.url();
  expect(url).toBe('portico-app://ui/index.html');
  await window.evaluate(() => {
    location.href = 'https://example.invalid/';
  });
  await window.evaluate(() => void open('https://example.invalid/'));
  await window.waitForTimeout(300);
  expect(window.url()).toBe(url);
  expect(app.windows()).toHaveLength(1);
  expect(
    await window.evaluate(() => ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis)),
  ).toEqual([]);
});

test('the page is locked in: sandbox, isolation, a policy without anything unsafe', async () => {
  const { app, window } = await launch();
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  });
  const policy = await window.evaluate(async () => (await fetch(location.href)).headers.get('content-security-policy'));
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
});

test('scripts and styles that were not built in are not run', async () => {
  const { window } = await launch();
  const ran = await window.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.injected = true';
    document.head.append(script);
    const style = document.createElement('style');
    style.textContent = 'body { --injected: yes }';
    document.head.append(style);
    return ['injected' in globalThis, getComputedStyle(document.body).getPropertyValue('--injected')];
  });
  expect(ran).toEqual([false, '']);
});

test('permissions are refused', async () => {
  const { window } = await launch();
  expect(await window.evaluate(() => Notification.requestPermission())).toBe('denied');
  expect(
    await window.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        (error: Error) => error.name,
      ),
    ),
  ).not.toBe('granted');
});

test('only files of the built page are handed out', async () => {
  const { window } = await launch();
  const statuses = await window.evaluate(() =>
    Promise.all(
      ['/../electron/main.js', '/%2e%2e/electron/main.js', '/..%2felectron%2fmain.js', '/%00', '/nothing.js'].map(
        async (path) => (await fetch(`portico-app://ui${path}`)).status,
      ),
    ),
  );
  expect(statuses).toEqual([404, 404, 404, 404, 404]);
});

test('a page that is not ours is refused, though it has the same preload', async () => {
  const folder = await folderWith({ 'evil.html': '<!doctype html><title>evil</title>' });
  const { app } = await launch();
  const [stranger] = await Promise.all([
    app.waitForEvent('window'),
    app.evaluate(
      ({ BrowserWindow }, { preload, file }) => {
        const window = new BrowserWindow({ webPreferences: { preload, sandbox: true } });
        void window.loadFile(file);
      },
      { preload: join(ROOT, 'dist', 'electron', 'preload.cjs'), file: join(folder, 'evil.html') },
    ),
  ]);
  await stranger.waitForLoadState();
  await expect(call(stranger, 'app:snapshot')).rejects.toThrow(/forbidden sender/);
  await expect(call(stranger, 'server:add', ['/'])).rejects.toThrow(/forbidden sender/);
});

test('arguments of the wrong shape are refused with the name of the call', async () => {
  const { window } = await launch();
  const wrong: readonly (readonly [string, ...unknown[]])[] = [
    ['server:add', 'not a list'],
    ['server:add', [1]],
    ['server:start'],
    ['server:start', { id: 1 }],
    ['server:configure', 'x', null],
    ['server:move', 'x', -1],
    ['app:settings', { theme: 'pink' }],
    ['open:url', 'file:///etc/passwd'],
    ['open:url', 'javascript:alert(1)'],
    ['clipboard:write', 5],
    ['log:detail', 'x', 'y'],
  ];
  for (const [name, ...args] of wrong) {
    await expect(call(window, name as 'app:snapshot', ...(args as [])), name).rejects.toThrow(`${name}:`);
  }
});

test('calls and pushes that are not in the contract do not exist', async () => {
  const { window } = await launch();
  await expect(call(window, 'shell:run' as 'app:snapshot')).rejects.toThrow(/unknown call/);
  await expect(
    window.evaluate(() => {
      const { portico } = globalThis as unknown as { portico: PorticoBridge };
      portico.on('toString' as 'app:show', () => undefined);
    }),
  ).rejects.toThrow(/unknown push/);
});
