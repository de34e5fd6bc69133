import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { call, recentRecords, running, servers, until } from './support/bridge.ts';
import { chooseFolders } from './support/dialogs.ts';
import { folderWith } from './support/fixtures.ts';
import { launch, type Portico } from './support/portico.ts';

const clipboard = ({ app }: Portico) => app.evaluate(({ clipboard }) => clipboard.readText());

test('the big switch turns a server off and on', async () => {
  const folder = await folderWith({ 'a.txt': 'A' });
  const { window } = await launch({ paths: [folder] });
  const { url } = await running(window);
  const power = window.getByRole('switch', { name: basename(folder) });
  await power.click();
  await until(window, ([server]) => server?.state.kind === 'stopped');
  await expect(fetch(url)).rejects.toThrow();
  await window.getByRole('switch', { name: basename(folder), checked: false }).waitFor();
  await power.click();
  expect(await (await fetch(`${(await running(window)).url}a.txt`)).text()).toBe('A');
});

test('"Visible on your network" opens the server to others, and says so', async () => {
  const { window } = await launch({ paths: [await folderWith({})] });
  await running(window);
  await window.getByText('Nothing is visible to others').waitFor();
  await window.getByRole('button', { name: 'Addresses' }).click();
  await window.getByRole('switch', { name: 'Visible on your network' }).click();
  await until(window, ([server]) => server?.state.kind === 'running' && server.state.host === '0.0.0.0');
  await window.getByText('1 visible on your network').waitFor();
  await window.getByRole('switch', { name: 'Visible on your network', checked: true }).click();
  await until(window, ([server]) => server?.state.kind === 'running' && server.state.host === '127.0.0.1');
  await window.getByText('Nothing is visible to others').waitFor();
});

test('the address is copied with a click', async () => {
  const portico = await launch({ paths: [await folderWith({})] });
  const { url } = await running(portico.window);
  await portico.app.evaluate(({ clipboard }) => clipboard.writeText('before'));
  await portico.window.getByRole('button', { name: 'Copy address' }).first().click();
  await expect.poll(() => clipboard(portico)).toBe(url);
});

test('a removed server is gone from the list, and Undo brings it back', async () => {
  const folder = await folderWith({ 'a.txt': 'A' });
  const { window } = await launch({ paths: [folder] });
  await running(window);
  await window.getByRole('heading', { name: basename(folder) }).waitFor();
  await window.getByRole('button', { name: 'More' }).click();
  await window.getByRole('menuitem', { name: 'Remove from Portico' }).click();
  await window.getByText('Drop a folder here').first().waitFor();
  expect(await servers(window)).toEqual([]);
  await window.getByRole('button', { name: 'Undo' }).click();
  expect(await (await fetch(`${(await running(window)).url}a.txt`)).text()).toBe('A');
});

test('a click on a server in the list shows it', async () => {
  const [first, second] = [await folderWith({}), await folderWith({})];
  const { window } = await launch({ paths: [first] });
  await window.getByRole('heading', { name: basename(first) }).waitFor();
  await call(window, 'server:add', [second]);
  await running(window, 1);
  await window.getByRole('button', { name: basename(second) }).click();
  await window.getByRole('heading', { name: basename(second) }).waitFor();
});

test('another folder can be chosen for a server; its address stays', async () => {
  const [before, after] = [await folderWith({ 'x.txt': 'before' }), await folderWith({ 'x.txt': 'after' })];
  const { app, window } = await launch({ paths: [before] });
  const { id, url } = await running(window);
  await chooseFolders(app, [after]);
  expect(await call(window, 'server:choose-root', id)).toBe(true);
  await expect.poll(async () => (await fetch(`${url}x.txt`)).text()).toBe('after');
});

test('a request can be sent again, and its details are there', async () => {
  const { window } = await launch({ paths: [await folderWith({ 'a.txt': 'A' })] });
  const { id, url } = await running(window);
  await fetch(`${url}a.txt`, { headers: { 'X-Test': 'yes' } });
  await expect.poll(async () => (await recentRecords(window, id)).length).toBe(1);
  const detail = await call(window, 'log:detail', id, 1);
  expect(detail).toMatchObject({ record: { target: '/a.txt', status: 200 } });
  expect(detail?.requestFields.map(([name]) => name.toLowerCase())).toContain('x-test');
  expect(detail?.trace.some(({ verdict }) => verdict === 'decided')).toBe(true);
  const request = { method: 'GET', target: '/missing', fields: detail?.requestFields ?? [] };
  expect(await call(window, 'request:send', id, request)).toEqual({ status: 404 });
  await expect.poll(async () => (await recentRecords(window, id)).map(({ status }) => status)).toEqual([200, 404]);
});
