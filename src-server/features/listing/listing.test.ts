import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type ConfigInput, serverConfigSchema } from '../../config/schema.ts';
import { DiskFileSpace } from '../../files/disk-file-space.ts';
import { exchangeBytes, serveSteps, type TestServer } from '../test-server.ts';
import { listing } from './listing.ts';

let root: string;
let server: TestServer;
const started: TestServer[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portico-listing-'));
});
afterEach(async () => {
  for (const running of started.splice(0)) await running.close();
  rmSync(root, { recursive: true });
});

async function serve(input: ConfigInput = {}): Promise<void> {
  const config = serverConfigSchema.parse({ root, ...input });
  const { step } = listing({ config, files: new DiskFileSpace(config), report: () => undefined });
  server = await serveSteps(step);
  started.push(server);
}
const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(server.url + path, { headers, method });
const html = async (path: string, headers?: Record<string, string>) => (await get(path, headers)).text();
/** Enough for several batches. Made once: so many files take a second on a slow disk. */
const MANY = 1200;
let crowd: string;
beforeAll(() => {
  crowd = mkdtempSync(join(tmpdir(), 'portico-crowd-'));
  for (let i = 0; i < MANY; i += 1) writeFileSync(join(crowd, `file ${i}.txt`), 'x');
});
afterAll(() => rmSync(crowd, { recursive: true }));

test('JSON has the agreed shape', async () => {
  mkdirSync(join(root, '月 x', 'sub'), { recursive: true });
  writeFileSync(join(root, '月 x', 'a\\b.txt'), 'abc');
  await serve();
  const response = await get('/%E6%9C%88%20x/', { Accept: 'application/json' });
  expect(response.headers.get('content-type')).toBe('application/json');
  const { path, entries } = (await response.json()) as { path: string; entries: Record<string, unknown>[] };
  expect(path).toBe('/月 x/');
  expect(entries.map(({ modified, ...entry }) => entry)).toEqual([
    { name: 'sub', kind: 'dir' },
    { name: 'a\\b.txt', kind: 'file', size: 3 },
  ]);
  for (const { modified } of entries) expect(modified).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test('text has one name per line, control characters spelt out', async () => {
  writeFileSync(join(root, 'two\nlines'), '');
  writeFileSync(join(root, 'plain'), '');
  await serve();
  const response = await get('/', { Accept: 'text/plain' });
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(await response.text()).toBe('plain\ntwo\\x0alines\n');
});

test('a large folder is one valid JSON document too', async () => {
  await serve({ root: crowd });
  const { entries } = (await (await get('/', { Accept: 'application/json' })).json()) as { entries: unknown[] };
  expect(entries).toHaveLength(MANY);
});

test('what requests would not find is not listed', async () => {
  for (const name of ['.env', '.portico-upload-1', 'handlers.mjs', 'shown']) writeFileSync(join(root, name), '');
  await serve({ handlers: 'handlers.mjs' });
  expect(await html('/', { Accept: 'text/plain' })).toBe('shown\n');
  await serve({ dotfiles: 'serve' });
  expect(await html('/', { Accept: 'text/plain' })).toBe('.env\nhandlers.mjs\nshown\n');
});

test('mounts are listed where they are mounted', async () => {
  mkdirSync(join(root, 'a'));
  await serve({
    mounts: [
      { at: '/a/b', root: tmpdir() },
      { at: '/c', root: tmpdir() },
    ],
  });
  expect(await html('/', { Accept: 'text/plain' })).toBe('a\nc\n');
  expect(await html('/a/', { Accept: 'text/plain' })).toBe('b\n');
});

test('the page speaks the language of the visitor and varies by it', async () => {
  await serve();
  const response = await get('/', { 'Accept-Language': 'zh-CN,zh;q=0.9,en;q=0.8' });
  expect(await response.text()).toContain('<html lang="zh-CN">');
  expect(response.headers.get('vary')).toBe('Accept, Accept-Language');
  expect(await html('/', { 'Accept-Language': 'fr' })).toContain('This folder is empty.');
});

test('the upload form is there only where the visitor may add files', async () => {
  mkdirSync(join(root, 'inbox'));
  await serve();
  expect(await html('/')).not.toContain('<form');
  await serve({ upload: { at: '/inbox', maxBytes: 2_000_000_000 } });
  expect(await html('/')).not.toContain('<form');
  expect(await html('/inbox/')).toContain('Up to 2 GB each.');
  await serve({ upload: true, auth: { anonymous: 'read' } });
  expect(await html('/')).not.toContain('<form');
});

/** Not of the representation; `fetch` closes after HEAD. */
const PER_CONNECTION = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding']);

test('HEAD has the fields of GET and no content', async () => {
  for (const folder of [root, crowd]) {
    await serve({ root: folder });
    const [head, whole] = [await get('/', {}, 'HEAD'), await get('/')];
    const fields = (response: Response) => [...response.headers].filter(([name]) => !PER_CONNECTION.has(name));
    expect(fields(head)).toEqual(fields(whole));
    expect(await head.text()).toBe('');
  }
});

test('the head of a large page leaves before its rows are read', async () => {
  await serve({ root: crowd });
  const request = http.get(`${server.url}/?sort=size`);
  const response = await new Promise<http.IncomingMessage>((resolve) => request.on('response', resolve));
  const first = await new Promise<Buffer>((resolve) => response.once('data', resolve));
  expect(first.toString()).toContain('</head>');
  expect(first.toString()).not.toContain('file 1');
  expect(response.headers['content-length']).toBeUndefined();
  request.destroy();
});

test('a visitor who leaves ends the work, and the next one is served', async () => {
  await serve({ root: crowd });
  for (let i = 0; i < 5; i += 1) {
    await exchangeBytes(server.port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', /<tbody>/);
  }
  expect((await html('/')).match(/<tr class="text">/g)).toHaveLength(MANY);
  expect(server.failures).toEqual([]);
});

test('a client that does not read holds the writing, not the server', async () => {
  await serve({ root: crowd });
  const request = http.get(`${server.url}/`);
  const response = await new Promise<http.IncomingMessage>((resolve) => request.on('response', resolve));
  expect(await html('/', { Accept: 'text/plain' })).toContain('file 1199.txt');
  let text = '';
  for await (const chunk of response) text += chunk;
  expect(text).toContain('</html>');
});

test('a folder that vanished after it was found is 404', async () => {
  const config = serverConfigSchema.parse({ root });
  const files = new DiskFileSpace(config);
  mkdirSync(join(root, 'brief'));
  const located = await files.locate(['brief']);
  rmSync(join(root, 'brief'), { recursive: true });
  const { step } = listing({
    config,
    files: {
      owner: (segments) => files.owner(segments),
      diskOf: (segments) => files.diskOf(segments),
      locate: async () => located,
    },
    report: () => undefined,
  });
  server = await serveSteps(step);
  started.push(server);
  expect((await get('/brief/')).status).toBe(404);
});

test('what the page is served with lets only its own script and style run', async () => {
  await serve({ upload: true });
  const policy = (await get('/')).headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy.match(/script-src( 'sha256-[^']+'){2};/)).not.toBeNull();
  expect(policy).not.toContain('unsafe');
});

test('a client that leaves in the middle of a large folder has left: no failure of ours', async () => {
  const long = (i: number) => `${i} ${'n'.repeat(240)}`; // 9 MB of rows: more than the system takes by itself
  for (let i = 0; i < 10_000; i += 1) writeFileSync(join(root, long(i)), '');
  await serve();
  const left = http.get(`${server.url}/`, (response) => {
    response.once('data', () => response.destroy());
  });
  left.on('error', () => undefined);
  await vi.waitFor(() => expect(server.exchanges).toHaveLength(1), 10_000);
  expect(server.exchanges[0]).toMatchObject({ finished: false, failure: undefined, sentStatus: 200 });
  expect((await html('/')).match(/<tr class="file">/g)).toHaveLength(10_000);
});
