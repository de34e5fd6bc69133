import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { ConfigInput } from '../../config/schema.ts';
import { serveFeatures } from '../serve-features.ts';
import { exchangeBytes } from '../test-server.ts';
import { inspect } from './inspect.ts';

const serve = (input: ConfigInput = {}) =>
  serveFeatures({ inspect: '/inspect', ...input }, (config, context) => [inspect('/inspect', { ...context, config })]);
const ask = async (path: string, init?: RequestInit) =>
  (await (await (await serve()).fetch(path, init)).json()) as Record<string, unknown>;

test('method, target, path, query and fields are told', async () => {
  const told = await ask('/inspect/a%20b?x=1&y=2&x=3&__proto__=p', {
    method: 'DELETE',
    headers: { 'X-Test': 'yes' },
  });
  expect(told).toMatchObject({
    method: 'DELETE',
    target: '/inspect/a%20b?x=1&y=2&x=3&__proto__=p',
    path: '/inspect/a b',
    headers: { 'x-test': 'yes' },
    client: '127.0.0.1',
    httpVersion: '1.1',
    contentType: null,
    body: '',
    form: {},
    json: null,
    files: [],
  });
  expect(Object.entries(told.query as object)).toEqual([
    ['x', ['1', '3']],
    ['y', '2'],
    ['__proto__', 'p'],
  ]);
  expect(told.rawHeaders).toContain('X-Test');
});

test('JSON is parsed; what is wrong with it is told', async () => {
  const headers = { 'Content-Type': 'application/json' };
  const right = await ask('/inspect', { method: 'POST', headers, body: '{"a": [1]}' });
  expect(right).toMatchObject({ json: { a: [1] }, body: '{"a": [1]}', contentLength: 10 });
  const wrong = await ask('/inspect', { method: 'PUT', headers, body: '{"a": }' });
  expect(wrong).toMatchObject({ json: null, jsonError: 'unexpected "}" at line 1, column 7' });
});

test('forms are parsed, repeated names as arrays', async () => {
  const body = new URLSearchParams([
    ['a', '1'],
    ['a', '2'],
    ['b', 'ü'],
  ]);
  expect(await ask('/inspect', { method: 'POST', body })).toMatchObject({ form: { a: ['1', '2'], b: 'ü' } });
});

test('multipart forms tell fields and files, names in UTF-8', async () => {
  const body = new FormData();
  body.set('title', 'Grüße');
  body.set('photo', new Blob([new Uint8Array(5)], { type: 'image/png' }), 'C:\\fakepath\\größe 😀.png');
  expect(await ask('/inspect', { method: 'POST', body })).toMatchObject({
    form: { title: 'Grüße' },
    files: [{ field: 'photo', filename: 'C:\\fakepath\\größe 😀.png', contentType: 'image/png', size: 5 }],
  });
});

test('parts without a name are told under the empty one', async () => {
  const part = (parameters: string) => `--b\r\nContent-Disposition: form-data${parameters}\r\n\r\nx\r\n`;
  const body = `${part('; name=""')}${part('; filename="a.txt"')}--b--\r\n`;
  const headers = { 'Content-Type': 'multipart/form-data; boundary=b' };
  expect(await ask('/inspect', { method: 'POST', headers, body })).toMatchObject({
    form: { '': 'x' },
    files: [{ field: '', filename: 'a.txt', size: 1 }],
  });
});

test('text is told as text in its charset, everything else as base64', async () => {
  const text = {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain; charset=latin1' },
    body: Buffer.from('fa\xe7ade', 'latin1'),
  };
  expect((await ask('/inspect', text)).body).toBe('façade');
  const bytes = gzipSync('hello');
  const binary = { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: bytes };
  expect((await ask('/inspect', binary)).body).toEqual({ base64: bytes.toString('base64') });
});

test('content over the limit is refused, by its length or when it grows', async () => {
  const server = await serve({ limits: { maxBodyBytes: 1000 } });
  const refused = await server.fetch('/inspect', { method: 'POST', body: 'x'.repeat(1001) });
  expect(refused.status).toBe(413);
  const chunk = `${(1001).toString(16)}\r\n${'x'.repeat(1001)}\r\n0\r\n\r\n`;
  const head = 'POST /inspect HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n';
  expect(await exchangeBytes(server.port, head + chunk)).toMatch(/^HTTP\/1.1 413 /);
});

test('too much is refused before a client that waits has sent anything', async () => {
  const server = await serve({ limits: { maxBodyBytes: 10 } });
  const head = 'POST /inspect HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n';
  const answer = await exchangeBytes(server.port, head, /\r\n\r\n/);
  expect(answer).toMatch(/^HTTP\/1.1 413 /);
});

test.each([
  ['no boundary', 'multipart/form-data', 'x'],
  ['cut short', 'multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx'],
  ['no fields at all', 'multipart/form-data; boundary=b', '--b\r\n\r\n'],
  ['a broken part head', 'multipart/form-data; boundary=b', '--b\r\n\0\0\0: x\r\n\r\nx\r\n--b--'],
])('a malformed form (%s) is 400', async (_name, type, body) => {
  const server = await serve();
  const response = await server.fetch('/inspect', { method: 'POST', headers: { 'Content-Type': type }, body });
  expect(response.status).toBe(400);
  expect((await server.fetch('/inspect')).status).toBe(200);
});

test('a form of too many parts is 413', async () => {
  const part = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n';
  const init = {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
    body: `${part.repeat(1001)}--b--`,
  };
  expect((await (await serve()).fetch('/inspect', init)).status).toBe(413);
});

test('a client that leaves halfway harms nobody', async () => {
  const server = await serve();
  const socket = connect(server.port, '127.0.0.1');
  socket.write(
    'POST /inspect HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 900\r\n\r\n--b\r\n',
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  expect((await server.fetch('/inspect')).status).toBe(200);
});

test.each([
  ['404', 404],
  ['204', 204],
  ['599', 599],
  ['100', 400],
  ['abc', 400],
  ['', 400],
])('status/%s answers %i', async (text, status) => {
  expect((await (await serve()).fetch(`/inspect/status/${text}`)).status).toBe(status);
});

test('delay waits, and refuses what is no time', async () => {
  const server = await serve();
  const start = performance.now();
  expect((await server.fetch('/inspect/delay/0.1')).status).toBe(200);
  expect(performance.now() - start).toBeGreaterThan(99);
  for (const wrong of ['x', '-1', '1e9', '']) expect((await server.fetch(`/inspect/delay/${wrong}`)).status).toBe(400);
});

test('echo sends the content back, unable to run as a page', async () => {
  const body = '<script>alert(1)</script>';
  const init = { method: 'POST', headers: { 'Content-Type': 'text/html' }, body };
  const response = await (await serve()).fetch('/inspect/echo', init);
  expect(response.headers.get('Content-Type')).toBe('text/html');
  expect(response.headers.get('Content-Security-Policy')).toBe('sandbox');
  expect(await response.text()).toBe(body);
});

test('headers and ip tell just that', async () => {
  expect(await ask('/inspect/headers', { headers: { 'X-A': '1' } })).toMatchObject({ headers: { 'x-a': '1' } });
  expect(await ask('/inspect/ip')).toEqual({ client: '127.0.0.1' });
});

test('a browser gets a page in which everything is escaped', async () => {
  const init = { headers: { Accept: 'text/html,*/*;q=0.8', 'X-Evil': '<img src=x onerror=alert(1)>' } };
  const response = await (await serve()).fetch('/inspect?<script>="\'&', init);
  expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  const page = await response.text();
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(page).not.toMatch(/<script|<img/);
});

test('other paths go on', async () => {
  const server = await serve();
  expect((await server.fetch('/inspector')).status).toBe(404);
});

test('a hundred thousand fields of one name are told in no time', async () => {
  const server = await serve();
  const startedAt = performance.now();
  const init = {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'a&'.repeat(100_000),
  };
  const { form } = (await (await server.fetch('/inspect', init)).json()) as { form: { a: string[] } };
  expect(form.a).toHaveLength(100_000);
  expect(performance.now() - startedAt).toBeLessThan(3000);
});
