import * as zlib from 'node:zlib';
import { expect, test } from 'vitest';
import type { Subject } from '../support/served.ts';
import { BYTES, TEXT } from '../support/site.ts';

/** Static files, however they are asked for. */
export function fileCases(subject: Subject): void {
  test.each([
    ['bytes=0-0', 0, 1],
    ['bytes=100-199', 100, 200],
    ['bytes=199990-', 199_990, 200_000],
    ['bytes=-5', 199_995, 200_000],
    ['bytes=-999999', 0, 200_000],
  ])('the range %s', async (Range, start, end) => {
    const part = await (await subject()).fetch('/bytes.bin', { headers: { Range } });
    expect([part.status, part.headers.get('Content-Range')]).toEqual([206, `bytes ${start}-${end - 1}/200000`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(BYTES.subarray(start, end))).toBe(true);
  });

  test('a range beyond the end, several ranges, and one that a changed file does not have', async () => {
    const { fetch } = await subject();
    const beyond = await fetch('/bytes.bin', { headers: { Range: 'bytes=200000-' } });
    expect([beyond.status, beyond.headers.get('Content-Range')]).toEqual([416, 'bytes */200000']);
    const several = await fetch('/bytes.bin', { headers: { Range: 'bytes=0-1,10-11' } });
    expect(several.headers.get('Content-Type')).toMatch(/^multipart\/byteranges; boundary=/);
    expect((await several.text()).match(/Content-Range: bytes \d+-\d+\/200000/g)).toHaveLength(2);
    const changed = await fetch('/bytes.bin', { headers: { Range: 'bytes=0-1', 'If-Range': '"other"' } });
    expect([changed.status, (await changed.arrayBuffer()).byteLength]).toEqual([200, 200_000]);
  });

  test('a large file comes whole, again and again', async () => {
    const { fetch } = await subject();
    const answers = await Promise.all(Array.from({ length: 6 }, () => fetch('/bytes.bin')));
    for (const answer of answers) expect(Buffer.from(await answer.arrayBuffer()).equals(BYTES)).toBe(true);
  });

  test('preconditions: the tag is known, or is not', async () => {
    const { fetch } = await subject();
    const tag = (await fetch('/app.js')).headers.get('ETag') ?? '';
    const statusOf = async (headers: Record<string, string>) => (await fetch('/app.js', { headers })).status;
    expect(tag).toMatch(/^"[^"]+"$/);
    expect(await statusOf({ 'If-None-Match': tag })).toBe(304);
    expect(await statusOf({ 'If-None-Match': '"x"' })).toBe(200);
    expect(await statusOf({ 'If-Match': tag })).toBe(200);
    expect(await statusOf({ 'If-Match': '"x"' })).toBe(412);
    expect(await statusOf({ 'If-Modified-Since': new Date(Date.now() + 1000).toUTCString() })).toBe(304);
    expect(await statusOf({ 'If-Unmodified-Since': new Date(0).toUTCString() })).toBe(412);
  });

  test.each([
    ['br', (bytes: Buffer) => zlib.brotliDecompressSync(bytes)],
    ['gzip', (bytes: Buffer) => zlib.gunzipSync(bytes)],
    ['identity', (bytes: Buffer) => bytes],
  ] as const)('the coding %s, made or lying beside', async (coding, decode) => {
    const { fetch } = await subject();
    const whole = (await fetch('/app.js')).headers.get('ETag');
    for (const [path, content] of [
      ['/app.js', TEXT],
      ['/side.svg', `<svg>${TEXT}</svg>`],
    ] as const) {
      const coded = await fetch(path, { headers: { 'Accept-Encoding': coding } });
      expect(coded.headers.get('Content-Encoding')).toBe(coding === 'identity' ? null : coding);
      expect(coded.headers.get('Vary')).toMatch(/Accept-Encoding/i);
      expect(decode(Buffer.from(await coded.arrayBuffer())).toString()).toBe(content);
      if (path === '/app.js') expect(coded.headers.get('ETag') === whole).toBe(coding === 'identity');
    }
  });

  test.each(['/app.js', '/empty.txt', '/list/', '/list', '/missing.js', '/about', '/inspect/status/404'])(
    'HEAD %s has the fields of GET, and no content',
    async (path) => {
      const { fetch } = await subject();
      const fieldsOf = ({ status, headers }: Response) => {
        const fields = Object.fromEntries(headers);
        for (const name of ['date', 'content-length', 'transfer-encoding', 'connection', 'keep-alive'])
          delete fields[name];
        return { status, ...fields };
      };
      const got = await fetch(path);
      await got.text();
      const head = await fetch(path, { method: 'HEAD' });
      expect(fieldsOf(head)).toEqual(fieldsOf(got));
      expect(await head.text()).toBe('');
    },
  );

  test('types: of the table, of the option, and never guessed', async () => {
    const { fetch } = await subject();
    const typeOf = async (path: string) => (await fetch(path)).headers.get('Content-Type');
    expect(await typeOf('/data.foo')).toBe('text/x-foo; charset=utf-8');
    expect(await typeOf('/app.js')).toBe('text/javascript; charset=utf-8');
    expect(await typeOf('/bytes.bin')).toBe('application/octet-stream');
    expect((await fetch('/bytes.bin')).headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  test('methods: what a file does not know is refused', async () => {
    const { fetch } = await subject();
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const refused = await fetch('/app.js', { method });
      expect([method, refused.status, refused.headers.get('Allow')]).toEqual([
        method,
        405,
        expect.stringMatching(/^GET, HEAD/),
      ]);
    }
    expect((await fetch('/app.js', { method: 'PROPFIND' })).status).toBe(501);
  });

  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/list/../../secret.txt',
    '/list/..%5c..%5csecret.txt',
    '/docs/../secret.txt',
    '/docs/%2e%2e/db.json',
    '/inbox/..%2f..%2fsecret.txt',
    '/cgi-bin/../../secret.txt',
    '/app.js%00.txt',
    '/app.js::$DATA',
    '/con',
    '/%zz',
    '//secret.txt',
  ])('%s shows nothing', async (target) => {
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE']) {
      const answer = await (await subject()).fetch(target, { method, ...(method === 'PUT' ? { body: 'x' } : {}) });
      expect([method, answer.status]).toEqual([
        method,
        expect.toSatisfy((status: number) => status >= 400 && status < 500),
      ]);
      expect(await answer.text()).not.toMatch(/SECRET/);
    }
  });
}
