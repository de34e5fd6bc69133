import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { call, recentRecords, running, servers, until } from './support/bridge.ts';
import { folderWith, holdPort } from './support/fixtures.ts';
import { launch } from './support/portico.ts';
import { killThread, watchThreads } from './support/threads.ts';

test('a taken port is an error that names the port, when the next one may not be used', async () => {
  const port = await holdPort();
  const { window } = await launch({ paths: [await folderWith({})] });
  const { id } = await running(window);
  await call(window, 'server:stop', id);
  await call(window, 'server:configure', id, { port, portFallback: false });
  await call(window, 'server:start', id);
  const failed = await until(window, ([server]) => server?.state.kind === 'failed');
  expect(failed).toMatchObject({ on: false, state: { error: { code: 'PORT_IN_USE', params: { port } } } });
  const problem = window.getByRole('alert').filter({ hasText: `Port ${port} is taken` });
  await problem.waitFor();
  expect(await problem.textContent()).not.toMatch(/EADDRINUSE|PORT_IN_USE/);
});

test('otherwise the next free port is used, and that is said', async () => {
  const port = await holdPort();
  const { window } = await launch({ paths: [await folderWith({ 'a.txt': 'A' })] });
  const { id } = await running(window);
  await call(window, 'server:configure', id, { port });
  const moved = await until(window, ([server]) => server?.state.kind === 'running' && server.state.port > port);
  expect(moved.state).toMatchObject({ notices: [{ code: 'PORT_MOVED' }] });
  const { url } = await running(window);
  expect(await (await fetch(`${url}a.txt`)).text()).toBe('A');
});

test('a folder that goes away and returns is served again, on the same port', async () => {
  const folder = await folderWith({ 'a.txt': 'A' });
  const { window } = await launch({ paths: [folder] });
  const { url } = await running(window);
  await rename(folder, `${folder}-away`);
  await until(window, ([server]) => server?.state.kind === 'running' && server.state.root === 'missing');
  await rename(`${folder}-away`, folder);
  await until(window, ([server]) => server?.state.kind === 'running' && server.state.root === 'ok');
  expect(await (await fetch(`${url}a.txt`)).text()).toBe('A');
});

test('options can be changed while the folder is away', async () => {
  const folder = await folderWith({ 'about.html': 'About' });
  const { window } = await launch({ paths: [folder] });
  const { id, url } = await running(window);
  await rename(folder, `${folder}-away`);
  await until(window, ([server]) => server?.state.kind === 'running' && server.state.root === 'missing');
  expect(await call(window, 'server:configure', id, { cleanUrls: true })).toEqual({ ok: true });
  await rename(`${folder}-away`, folder);
  await until(window, ([server]) => server?.state.kind === 'running' && server.state.root === 'ok');
  expect(await (await fetch(`${url}about`)).text()).toBe('About');
});

test('a deleted folder that is made anew is served again', async () => {
  const folder = await folderWith({ 'a.txt': 'old' });
  const { window } = await launch({ paths: [folder] });
  const { url } = await running(window);
  await rm(folder, { recursive: true });
  await until(window, ([server]) => server?.state.kind === 'running' && server.state.root === 'missing');
  await mkdir(folder);
  await writeFile(join(folder, 'a.txt'), 'new');
  await until(window, ([server]) => server?.state.kind === 'running' && server.state.root === 'ok');
  expect(await (await fetch(`${url}a.txt`)).text()).toBe('new');
});

test('a server whose thread dies says so, others go on, and it can be started again', async () => {
  const { app, window } = await launch();
  await watchThreads(app);
  await call(window, 'server:add', [await folderWith({ 'a.txt': 'A' }), await folderWith({ 'b.txt': 'B' })]);
  const [first, second] = [await running(window, 0), await running(window, 1)];
  for (let i = 0; i < 3; i++) await fetch(`${first.url}a.txt`);
  await expect.poll(async () => (await recentRecords(window, first.id)).length).toBe(3);

  await killThread(app, 0);
  const dead = await until(window, ([server]) => server?.state.kind === 'failed');
  expect(dead).toMatchObject({ on: false, state: { error: { code: 'ENGINE_DIED' } } });
  expect(await (await fetch(`${second.url}b.txt`)).text()).toBe('B');
  expect((await call(window, 'server:counters', first.id))?.requests).toBe(3);

  await window.getByRole('button', { name: 'Start again' }).click();
  const { url } = await running(window, 0);
  await fetch(`${url}a.txt`);
  await expect.poll(async () => (await recentRecords(window, first.id)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  expect((await call(window, 'server:counters', first.id))?.requests).toBe(4);
  expect((await call(window, 'log:detail', first.id, 4))?.record.target).toBe('/a.txt');
  expect(await servers(window)).toHaveLength(2);
});

test('a page whose process ends comes back by itself; serving does not notice', async () => {
  const folder = await folderWith({ 'a.txt': 'A' });
  const { app, window } = await launch({ paths: [folder] });
  const { url } = await running(window);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  expect(await (await fetch(`${url}a.txt`)).text()).toBe('A');
  const title = () =>
    app.evaluate(({ BrowserWindow }) => {
      const asked = BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        'document.querySelector("h1")?.textContent',
      );
      const late = new Promise<undefined>((resolve) => setTimeout(resolve, 500)); // a dead page never answers
      return Promise.race([asked, late]);
    });
  await expect.poll(title, { timeout: 10_000 }).toBe(basename(folder));
});
