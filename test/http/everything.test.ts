import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type RunningCli, startCli, tempFolder } from './support/cli.ts';

/** One server with every feature switched on: none may stand in another's way. */
let server: RunningCli;
let folder: string;
const writer = `Basic ${Buffer.from('ann:secret').toString('base64')}`;

beforeAll(async () => {
  const upstream = await startCli([await tempFolder({ 'up.txt': 'from upstream' })]);
  folder = await tempFolder({
    'public/index.html': '<!doctype html><title>home</title>',
    'public/about.html': '<!doctype html><title>about</title>',
    'public/app.js': `console.log(${JSON.stringify('x'.repeat(5000))})`,
    'public/data.foo': 'foo',
    'public/assets/a.1f.css': 'body {}',
    'public/inbox/there.txt': 'old',
    'public/.env': 'SECRET=1',
    'public/handlers.mjs':
      'export const GET = (request) => new URL(request.url).pathname === "/hello" ? new Response("handled") : undefined;',
    'public/cgi-bin/time.cgi':
      '#!/bin/sh\nprintf "Content-Type: text/plain\\r\\n\\r\\n$REQUEST_METHOD $QUERY_STRING"\n',
    'docs/guide.html': '<!doctype html><title>guide</title>',
    'db.json': '{"posts": [{"id": 1, "title": "one"}]}',
  });
  await chmod(join(folder, 'public/cgi-bin/time.cgi'), 0o755);
  const site = {
    root: 'public',
    mounts: [{ at: '/docs', root: '../docs' }],
    cleanUrls: true,
    spa: true,
    mediaTypes: { '.foo': 'text/x-foo' },
    cors: { origins: ['http://app.test'], credentials: true },
    cache: { maxAgeS: 60, immutable: '/assets/**' },
    headers: [{ match: '/**', set: { 'X-Everything': 'on' } }],
    redirects: [{ from: '/old/*', to: '/docs/*' }],
    upload: { at: '/inbox', allowDelete: true },
    rest: [{ at: '/api', file: '../db.json' }],
    routes: [{ path: '/canned/:x', body: 'canned {{params.x}}' }],
    handlers: 'handlers.mjs',
    inspect: '/inspect',
    proxy: [{ at: '/up', target: upstream.origin, stripPrefix: true }],
    cgi: true,
    liveReload: true,
    throttle: { latencyMs: 1 },
    auth: { anonymous: 'none' },
    log: { format: 'combined' },
  };
  await writeFile(join(folder, 'site.json'), JSON.stringify(site));
  server = await startCli([
    '--config',
    join(folder, 'site.json'),
    '--auth',
    'ann:secret:write',
    '--auth',
    'bob:secret:read',
  ]);
});

const get = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
  server.fetch(path, { ...init, headers: { Authorization: writer, ...headers } });
const text = async (path: string, headers: Record<string, string> = {}) => (await get(path, headers)).text();

test('nothing answers a stranger, but a preflight', async () => {
  const paths = [
    '/',
    '/app.js',
    '/inspect',
    '/canned/1',
    '/api/posts',
    '/up/up.txt',
    '/cgi-bin/time.cgi',
    '/hello',
    '/old/x',
    '/.portico/events',
  ];
  for (const path of paths) {
    const refused = await server.fetch(path);
    expect([path, refused.status, refused.headers.get('X-Everything')]).toEqual([path, 401, 'on']);
  }
  expect((await server.fetch('/inbox/a.txt', { method: 'PUT', body: 'x' })).status).toBe(401);
  const preflight = { Origin: 'http://app.test', 'Access-Control-Request-Method': 'PUT' };
  expect((await server.fetch('/inbox/a.txt', { method: 'OPTIONS', headers: preflight })).status).toBe(204);
});

test('a user who may only read changes nothing', async () => {
  const reader = { Authorization: `Basic ${Buffer.from('bob:secret').toString('base64')}` };
  const json = { ...reader, 'Content-Type': 'application/json' };
  expect((await get('/inbox/a.txt', reader, { method: 'PUT', body: 'x' })).status).toBe(403);
  expect((await get('/inbox/there.txt', reader, { method: 'DELETE' })).status).toBe(403);
  expect((await get('/api/posts', json, { method: 'POST', body: '{}' })).status).toBe(403);
  expect((await get('/api/posts', reader)).status).toBe(200);
});

test('files, with their fields from four features', async () => {
  const page = await get('/', { Accept: 'text/html', Origin: 'http://app.test' });
  expect(await page.text()).toMatch(/<title>home<\/title>[\s\S]*<script/); // live reload
  expect(page.headers.get('Access-Control-Allow-Origin')).toBe('http://app.test');
  expect(page.headers.get('X-Everything')).toBe('on');
  expect((await get('/app.js', { 'Accept-Encoding': 'br' })).headers.get('Cache-Control')).toBe('private, max-age=60');
  expect((await get('/assets/a.1f.css')).headers.get('Cache-Control')).toBe('private, max-age=60, immutable');
  expect((await get('/data.foo')).headers.get('Content-Type')).toBe('text/x-foo; charset=utf-8');
  const part = await get('/app.js', { Range: 'bytes=0-6' });
  expect([part.status, await part.text()]).toEqual([206, 'console']);
  expect((await get('/.env')).status).toBe(404);
});

test('pages: clean addresses, mounts, redirects, the fallback and the listing', async () => {
  expect(await text('/about')).toContain('<title>about');
  expect((await get('/about.html')).status).toBeGreaterThanOrEqual(301);
  expect(await text('/docs/guide')).toContain('<title>guide');
  expect((await get('/old/guide?x=1')).headers.get('Location')).toBe('/docs/guide?x=1');
  expect(await text('/no/such/page', { Accept: 'text/html' })).toContain('<title>home');
  expect((await get('/no/such/script.js', { Accept: '*/*' })).status).toBe(404);
  expect(await text('/inbox/', { Accept: 'application/json' })).toContain('there.txt');
});

test('developing: inspector, routes, REST, handlers, proxy and CGI', async () => {
  expect(await (await get('/inspect?a=1', {}, { method: 'POST', body: 'x' })).json()).toMatchObject({
    query: { a: '1' },
    body: 'x',
  });
  expect(await text('/canned/7')).toBe('canned 7');
  const init = { method: 'POST', body: '{"title": "two"}' };
  expect((await get('/api/posts', { 'Content-Type': 'application/json' }, init)).status).toBe(201);
  expect(JSON.parse(await readFile(join(folder, 'db.json'), 'utf8'))).toMatchObject({ posts: { length: 2 } });
  expect(await text('/hello')).toBe('handled');
  expect((await get('/handlers.mjs')).status).toBe(404);
  expect(await text('/up/up.txt')).toBe('from upstream');
  if (process.platform !== 'win32') expect(await text('/cgi-bin/time.cgi?a=b')).toBe('GET a=b');
});

test('receiving: a file comes, is sandboxed as a page, and goes', async () => {
  expect((await get('/inbox/new.html', {}, { method: 'PUT', body: '<title>x</title>' })).status).toBe(201);
  expect((await get('/inbox/new')).headers.get('Content-Security-Policy')).toMatch(/^sandbox/);
  expect((await get('/inbox/there.txt', {}, { method: 'PUT', body: 'x' })).headers.get('Location')).toBe(
    '/inbox/there%20(1).txt',
  );
  expect((await get('/inbox/new.html', {}, { method: 'DELETE' })).status).toBe(204);
  const foreign = { 'Sec-Fetch-Site': 'cross-site', Origin: 'http://evil.test' };
  expect((await get('/inbox/x.txt', foreign, { method: 'PUT', body: 'x' })).status).toBe(403);
});

test('every exchange is in the one log', async () => {
  await get('/canned/last');
  await server.logged(/"GET \/canned\/last HTTP\/1\.1" 200/);
  for (const pattern of [
    /"PUT \/inbox\/new\.html HTTP\/1\.1" 201/,
    /"GET \/up\/up\.txt HTTP\/1\.1" 200/,
    /"GET \/ HTTP\/1\.1" 401/,
  ]) {
    await server.logged(pattern);
  }
});
