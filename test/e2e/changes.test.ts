import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { call, running, servers, until } from './support/bridge.ts';
import { folderWith } from './support/fixtures.ts';
import { launch } from './support/portico.ts';

test('an option applies to the next request, on a connection that stays open', async () => {
  const { window } = await launch({ paths: [await folderWith({ 'about.html': 'About' })] });
  const { id, state } = await running(window);
  const socket = keepAlive(state.port);
  expect((await socket.get('/about')).status).toBe(404);
  expect(await call(window, 'server:configure', id, { cleanUrls: true })).toEqual({ ok: true });
  const after = await socket.get('/about');
  expect(after).toEqual({ status: 200, localPort: (await socket.get('/about')).localPort });
  expect(await call(window, 'server:configure', id, { cleanUrls: null })).toEqual({ ok: true });
  expect((await servers(window))[0]?.config).not.toHaveProperty('cleanUrls');
  socket.close();
});

test('a wrong value is refused by name and nothing changes', async () => {
  const { window } = await launch({ paths: [await folderWith({})] });
  const { id, url } = await running(window);
  const [before] = await servers(window);
  const wrong = await call(window, 'server:configure', id, { port: 70_000, listing: 'yes', colour: 'red' });
  expect(wrong).toMatchObject({ ok: false });
  const options = wrong.ok ? [] : wrong.errors.map(({ params }) => params.option);
  expect(options.toSorted()).toEqual(['colour', 'listing', 'port']);
  expect((await servers(window))[0]).toEqual(before);
  expect((await fetch(url)).status).toBe(200);
});

test('a folder that does not exist is refused as the new root', async () => {
  const folder = await folderWith({ 'a.txt': 'A' });
  const { window } = await launch({ paths: [folder] });
  const { id, url } = await running(window);
  expect(await call(window, 'server:configure', id, { root: `${folder}-missing` })).toMatchObject({
    ok: false,
    errors: [{ code: 'ROOT_MISSING' }],
  });
  expect(await (await fetch(`${url}a.txt`)).text()).toBe('A');
});

test('a new port moves the listener', async () => {
  const { window } = await launch({ paths: [await folderWith({ 'a.txt': 'A' })] });
  const { id, state, url } = await running(window);
  const port = state.port + 500;
  await call(window, 'server:configure', id, { port });
  await until(window, ([server]) => server?.state.kind === 'running' && server.state.port >= port);
  await expect(fetch(url)).rejects.toThrow();
  expect(await (await fetch(`${(await running(window)).url}a.txt`)).text()).toBe('A');
});

test('an access log in a file is written from the next request on', async () => {
  const folder = await folderWith({ 'a.txt': 'A' });
  const { window } = await launch({ paths: [folder] });
  const { id, url } = await running(window);
  await fetch(`${url}a.txt`);
  const log = { format: 'common', file: 'access.log' };
  expect(await call(window, 'server:configure', id, { log })).toEqual({ ok: true });
  await fetch(`${url}missing.txt`);
  const lines = () => readFile(join(folder, 'access.log'), 'utf8').catch(() => '');
  await expect.poll(lines).toMatch(/^127\.0\.0\.1 .+"GET \/missing\.txt HTTP\/1\.1" 404 \d+\n$/);
});

test('a password is hashed by main and asked for from the next request on', async () => {
  const { window } = await launch({ paths: [await folderWith({ 'a.txt': 'A' })] });
  const { id, url } = await running(window);
  const passwordHash = await call(window, 'password:hash', 'secret');
  expect(passwordHash).toMatch(/^\$scrypt\$/);
  const auth = { users: [{ name: 'ann', passwordHash, access: 'read' }] };
  expect(await call(window, 'server:configure', id, { auth })).toEqual({ ok: true });
  expect((await fetch(`${url}a.txt`)).status).toBe(401);
  const headers = { authorization: `Basic ${Buffer.from('ann:secret').toString('base64')}` };
  expect(await (await fetch(`${url}a.txt`, { headers })).text()).toBe('A');
});

test('a removed server is gone at once and comes back to its place', async () => {
  const folders = [await folderWith({ 'n.txt': '1' }), await folderWith({ 'n.txt': '2' }), await folderWith({})];
  const { window } = await launch({ paths: folders });
  const { id, url } = await running(window, 1);
  const order = (await servers(window)).map((server) => server.id);
  await call(window, 'server:remove', id);
  expect((await servers(window)).map((server) => server.id)).toEqual(order.filter((other) => other !== id));
  await expect(fetch(url)).rejects.toThrow();
  expect(await call(window, 'server:restore', id)).toBe(true);
  expect((await servers(window)).map((server) => server.id)).toEqual(order);
  expect(await (await fetch(`${(await running(window, 1)).url}n.txt`)).text()).toBe('2');
  expect(await call(window, 'server:restore', id)).toBe(false);
});

test('what a drop would do is known before it', async () => {
  const folder = await folderWith({ 'a.txt': 'A' });
  const { window } = await launch({ paths: [folder] });
  const { id } = await running(window);
  expect(await call(window, 'server:preview', [folder, join(folder, 'a.txt'), `${folder}-missing`])).toMatchObject([
    { kind: 'folder', servedBy: id },
    { kind: 'file', name: 'a.txt' },
    { kind: 'missing' },
  ]);
});

/** One connection, used again and again. */
function keepAlive(port: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const get = (path: string) =>
    new Promise<{ status: number | undefined; localPort: number | undefined }>((resolve, reject) => {
      const sent = request({ port, path, agent, host: '127.0.0.1' }, (response) => {
        const { localPort } = response.socket;
        response.resume().once('end', () => resolve({ status: response.statusCode, localPort }));
      });
      sent.once('error', reject).end();
    });
  return { get, close: () => agent.destroy() };
}
