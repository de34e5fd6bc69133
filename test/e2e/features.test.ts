import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { createServer } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { call, running, servers, until } from './support/bridge.ts';
import { folderWith } from './support/fixtures.ts';
import { launch } from './support/portico.ts';

// The engine's own tests run on plain Node. Electron is another Node: BoringSSL, a bundle in place of modules, threads in
// threads. So every feature that touches one of these is asked once in the real app.

async function serving(files: Record<string, string>, change: Record<string, unknown> = {}) {
  const folder = await folderWith(files);
  const { window } = await launch({ paths: [folder] });
  const { id } = await running(window);
  expect(await call(window, 'server:configure', id, change)).toEqual({ ok: true });
  return { folder, window, id, url: (await running(window)).url };
}

test('large folders are listed from a thread of their own', async () => {
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`file-${i}.txt`, '']));
  const { url } = await serving(files);
  const listing = await (await fetch(url, { headers: { accept: 'text/plain' } })).text();
  expect(listing.trim().split('\n')).toHaveLength(300);
});

test('handlers written by the person answer, and may use what Node has', async () => {
  const code = `import { createHash } from 'node:crypto';
    export default { async fetch(request) {
      return Response.json({ path: new URL(request.url).pathname, sum: createHash('sha256').update('x').digest('hex').slice(0, 8) });
    } };`;
  const { url } = await serving({ 'handlers.mjs': code }, { handlers: 'handlers.mjs' });
  expect(await (await fetch(`${url}api/x`)).json()).toEqual({ path: '/api/x', sum: '2d711642' });
  expect(await (await fetch(`${url}handlers.mjs`)).text()).not.toContain('createHash');
});

test.skipIf(process.platform === 'win32')('scripts run by CGI', async () => {
  const script = '#!/bin/sh\nprintf "Content-Type: text/plain\\r\\n\\r\\n$REQUEST_METHOD $QUERY_STRING"';
  const folder = await folderWith({ 'cgi-bin/hello': script });
  await chmod(join(folder, 'cgi-bin', 'hello'), 0o755);
  const { window } = await launch({ paths: [folder] });
  const { id, url } = await running(window);
  expect(await call(window, 'server:configure', id, { cgi: true })).toEqual({ ok: true });
  expect(await (await fetch(`${url}cgi-bin/hello?a=1`)).text()).toBe('GET a=1');
});

test('a REST API is served from a file', async () => {
  const rest = [{ at: '/api', file: 'db.json' }];
  const { url } = await serving({ 'db.json': '{"posts":[{"id":1,"title":"One"}]}' }, { rest });
  const made = await fetch(`${url}api/posts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"title":"Two"}',
  });
  expect(made.status).toBe(201);
  expect(await (await fetch(`${url}api/posts`)).json()).toMatchObject([{ title: 'One' }, { title: 'Two' }]);
});

test('a path is passed on to another server', async () => {
  const upstream = createServer((incoming, response) => response.end(`upstream ${incoming.url}`)).listen(
    0,
    '127.0.0.1',
  );
  await once(upstream, 'listening');
  onTestFinished(() => void upstream.close());
  const target = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const { url } = await serving({}, { proxy: [{ at: '/api', target }] });
  expect(await (await fetch(`${url}api/x`)).text()).toBe('upstream /api/x');
});

test('answers are compressed', async () => {
  const { url } = await serving({ 'big.txt': 'Portico '.repeat(10_000) });
  for (const coding of ['br', 'gzip']) {
    const response = await fetch(`${url}big.txt`, { headers: { 'accept-encoding': coding } });
    expect(response.headers.get('content-encoding')).toBe(coding);
    expect(await response.text()).toHaveLength(80_000);
  }
});

test('the inspector says what was sent', async () => {
  const { url } = await serving({}, { inspect: '/inspect' });
  const response = await fetch(`${url}inspect/x?a=1`, { method: 'POST', body: new URLSearchParams({ b: '2' }) });
  expect(await response.json()).toMatchObject({ method: 'POST', query: { a: '1' }, form: { b: '2' } });
});

test('pages are told to reload when a file changes', async () => {
  const { url } = await serving({ 'index.html': '<!doctype html><body>x</body>' }, { liveReload: true });
  const page = await fetch(url, { headers: { accept: 'text/html', 'sec-fetch-dest': 'document' } });
  expect(await page.text()).toContain('/.portico/');
  const events = await fetch(`${url}.portico/events`, { headers: { accept: 'text/event-stream' } });
  expect(events.headers.get('content-type')).toContain('text/event-stream');
  await events.body?.cancel();
});

test('HTTPS with a certificate of the own authority', async () => {
  const { window } = await serving({ 'a.txt': 'A' }, { tls: { mode: 'local-ca' } });
  await until(window, ([server]) => server?.state.kind === 'running' && server.state.secure);
  const { state } = await running(window);
  const sent = request({ host: '127.0.0.1', port: state.port, path: '/a.txt', rejectUnauthorized: false }).end();
  const [response] = await once(sent, 'response');
  expect(response.statusCode).toBe(200);
  response.resume();
});

test('a network that is slow and fails can be simulated', async () => {
  const { url } = await serving({ 'a.txt': 'A' }, { throttle: { latencyMs: 300 } });
  const asked = performance.now();
  expect((await fetch(`${url}a.txt`)).status).toBe(200);
  expect(performance.now() - asked).toBeGreaterThan(290);
});

test('a slow network is chosen by name', async () => {
  const { window } = await serving({ 'a.txt': 'A' });
  await window.getByRole('tab', { name: /^Features/ }).click();
  await window.getByRole('button', { name: 'Slow network' }).click();
  await window.getByRole('button', { name: 'Slow 4G' }).click();
  await window.getByRole('button', { name: 'Slow 4G', pressed: true }).waitFor();
  expect((await servers(window))[0]?.config.throttle).toMatchObject({ latencyMs: 563, downKbps: 1440, upKbps: 675 });
  expect(await window.getByRole('textbox', { name: 'Down, kilobits per second' }).inputValue()).toBe('1440');
});
