import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { type RunningCli, startCli, tempFolder } from './support/cli.ts';

const FAILING_DISK = pathToFileURL('test/http/support/failing-disk.mjs').href;
const MIB = 2 ** 20;
const BIG = Buffer.alloc(3 * MIB, 'x');
const NOISE = randomBytes(6 * MIB).toString('base64'); // takes its time to compress

let cli: RunningCli;
beforeAll(async () => {
  const root = await tempFolder({
    'small.bin': 'x',
    'start.bin': BIG,
    'start.txt': BIG,
    'end.bin': BIG,
    'good.txt': NOISE,
  });
  const failing = { 'small.bin': 0, 'start.bin': 0, 'start.txt': 0, 'end.bin': 2 * MIB };
  const files = Object.fromEntries(Object.entries(failing).map(([name, from]) => [join(root, name), from]));
  const env = { NODE_OPTIONS: `--import ${FAILING_DISK}`, FAILING_FILES: JSON.stringify(files) };
  cli = await startCli([root], { env });
});

test.each<[string, string, Record<string, string>]>([
  ['a small file', '/small.bin', {}],
  ['a large file', '/start.bin', {}],
  ['a part of it', '/start.bin', { Range: 'bytes=5-9' }],
  ['parts of it', '/start.bin', { Range: 'bytes=5-9,2000000-2900000' }],
  ['its compressed form', '/start.txt', { 'Accept-Encoding': 'gzip' }],
])('%s that cannot be read is 500, and the connection lives on', async (_, path, headers) => {
  const response = await cli.fetch(path, { headers: { ...headers, Accept: 'application/problem+json' } });
  expect([response.status, response.headers.get('content-type')]).toEqual([500, 'application/problem+json']);
  for (const name of ['etag', 'content-range', 'content-encoding']) expect(response.headers.get(name)).toBeNull();
  const { detail } = (await response.json()) as { detail: string };
  await cli.logged(new RegExp(`${/under (\w+)/.exec(detail)?.[1]} GET ${path}: Error: EIO`));
  const twice = `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\nHEAD ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
  expect(String(await cli.raw(twice)).match(/^HTTP\/1\.1 \d+/gm)).toHaveLength(2);
});

test('one that fails after its first piece is cut: it must not look complete', async () => {
  const response = await cli.fetch('/end.bin');
  expect([response.status, response.headers.get('content-length')]).toEqual([200, String(BIG.length)]);
  await expect(response.arrayBuffer()).rejects.toThrow();
  expect((await (await cli.fetch('/end.bin', { headers: { Range: 'bytes=0-99' } })).text()).length).toBe(100);
});

test('no file is closed twice, whoever leaves in the middle and whatever fails: the next one may have its descriptor', async () => {
  const leaving = new AbortController();
  const headers = { 'Accept-Encoding': 'gzip' };
  const response = await cli.fetch('/good.txt', { headers, signal: leaving.signal });
  expect(response.headers.get('content-encoding')).toBe('gzip');
  await response.body?.getReader().read();
  leaving.abort();
  await cli.logged(/"GET \/good\.txt /);
  expect(cli.stderr()).not.toContain('closing failed');
  await (await cli.fetch('/start.txt', { headers })).text();
  await cli.logged(/"GET \/start\.txt /);
  expect(cli.stderr()).not.toContain('closing failed');
});
