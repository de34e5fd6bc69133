import { beforeAll, describe, expect, test } from 'vitest';
import { tempFolder } from './support/cli.ts';
import { type Engine, serve } from './support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  const root = await tempFolder({
    'a.txt': 'hello\n'.repeat(500),
    'empty.txt': '',
    'page/index.html': '<p>page',
    'list/one.txt': '1',
    'img.png': Buffer.from([1, 2, 3]),
    '404.html': '<p>gone',
    'about.html': '<p>about',
  });
  engine = await serve(root, { cleanUrls: true });
});

describe('methods (RFC 9110 §9)', () => {
  test.each([
    ['POST', 405],
    ['PUT', 405],
    ['DELETE', 405],
    ['PATCH', 405],
    ['TRACE', 405],
  ])('%s is known and refused with %i and Allow', async (method, status) => {
    for (const target of ['/a.txt', '/list/', '/missing', '/.hidden']) {
      const answer = await engine.ask(`${method} ${target} HTTP/1.1`);
      expect(answer).toMatchObject({ status, fields: { allow: 'GET, HEAD, OPTIONS' } });
    }
  });

  test('TRACE sends nothing of the request back', async () => {
    const answer = await engine.ask('TRACE /a.txt HTTP/1.1', [
      'Host: localhost',
      'Cookie: secret=1',
      'Accept: text/html',
    ]);
    expect(answer.content.toString()).not.toContain('secret');
  });

  test.each(['PROPFIND', 'MKCOL', 'LOCK', 'PURGE', 'M-SEARCH', 'QUERY', 'FOO', 'get', 'G', 'X-Y_Z', 'BREW'])(
    '%s is not known: 501',
    async (method) => {
      expect((await engine.ask(`${method} /a.txt HTTP/1.1`)).status).toBe(501);
    },
  );

  test('CONNECT opens no tunnel: 501', async () => {
    expect((await engine.ask('CONNECT localhost:80 HTTP/1.1')).status).toBe(501);
    expect((await engine.record(({ method }) => method === 'CONNECT')).status).toBe(501);
  });

  test.each(['/a.txt', '/list/', '/missing', '*'])('OPTIONS %s is answered 204 with Allow', async (target) => {
    const answer = await engine.ask(`OPTIONS ${target} HTTP/1.1`);
    expect(answer).toMatchObject({ status: 204, fields: { allow: 'GET, HEAD, OPTIONS' } });
    expect(answer.fields).not.toHaveProperty('content-length'); // RFC 9110 §8.6
  });

  test('content of a request that does not need it is read past', async () => {
    const client = engine.connect();
    client.send('POST /a.txt HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nabcde');
    client.send('GET /empty.txt HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect([(await client.answer()).status, (await client.answer()).status]).toEqual([405, 200]);
    client.close();
  });
});

describe('HEAD is GET without content (RFC 9110 §9.3.2)', () => {
  const etag = async () => (await engine.get('/a.txt')).fields.etag ?? '';
  const cases: [name: string, target: string, fields: () => Promise<string[]> | string[]][] = [
    ['a file', '/a.txt', () => []],
    ['an empty file', '/empty.txt', () => []],
    ['a coded file', '/a.txt', () => ['Accept-Encoding: br']],
    ['a file with identity refused', '/img.png', () => ['Accept-Encoding: identity;q=0']],
    ['an index file', '/page/', () => []],
    ['a listing', '/list/', () => []],
    ['a listing as JSON', '/list/', () => ['Accept: application/json']],
    ['a listing as text', '/list/', () => ['Accept: text/plain']],
    ['a folder without slash', '/list?x=1', () => []],
    ['a clean URL', '/about', () => []],
    ['a redirect to a clean URL', '/about.html', () => []],
    ['not modified by tag', '/a.txt', async () => [`If-None-Match: ${await etag()}`]],
    ['not modified by date', '/a.txt', () => [`If-Modified-Since: ${new Date(Date.now() + 1000).toUTCString()}`]],
    ['a failed precondition', '/a.txt', () => ['If-Match: "x"']],
    ['not found', '/missing', () => []],
    ['not found, as a page', '/missing', () => ['Accept: text/html']],
    ['not found, as a problem', '/missing', () => ['Accept: application/problem+json']],
    ['a hidden file', '/.env', () => []],
    ['a bad escape', '/%zz', () => []],
    ['a foreign host', 'http://evil.example/', () => []],
    ['an unmet expectation', '/a.txt', () => ['Expect: 200-ok']],
  ];

  test.each(cases)('%s', async (_, target, fields) => {
    const lines = ['Host: localhost', ...(await fields())];
    for (let i = 0; i < 2; i++) {
      const get = await engine.ask(`GET ${target} HTTP/1.1`, lines);
      const head = await engine.ask(`HEAD ${target} HTTP/1.1`, lines);
      expect(head.status).toBe(get.status);
      const names = (answer: typeof get) => answer.lines.filter(([name]) => name !== 'date');
      expect(names(head)).toEqual(names(get));
    }
  });

  test('Range means nothing to HEAD (RFC 9110 §14.2)', async () => {
    const answer = await engine.ask('HEAD /a.txt HTTP/1.1', ['Host: localhost', 'Range: bytes=0-1']);
    expect(answer).toMatchObject({ status: 200, fields: { 'content-length': '3000', 'accept-ranges': 'bytes' } });
  });

  test('nothing follows the head, so the next answer is where it should be', async () => {
    const client = engine.connect();
    for (const target of ['/a.txt', '/list/', '/missing', '/list', '/a.txt']) {
      client.send(`HEAD ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    }
    const statuses = [];
    for (let i = 0; i < 5; i++) statuses.push((await client.answer('HEAD')).status);
    expect(statuses).toEqual([200, 200, 404, 301, 200]);
    client.close();
  });
});
