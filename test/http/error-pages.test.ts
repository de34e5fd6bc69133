import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { tempFolder } from './support/cli.ts';
import { type Engine, serve } from './support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await serve(await tempFolder({ 'a.txt': 'hello\n', 'dir/x': '' }));
});

const ERRORS: [name: string, line: string, fields: string[], status: number][] = [
  ['malformed target', 'GET /%zz HTTP/1.1', [], 400],
  ['two hosts', 'GET / HTTP/1.1', ['Host: localhost'], 400],
  ['not found', 'GET /missing HTTP/1.1', [], 404],
  ['method', 'DELETE /a.txt HTTP/1.1', [], 405],
  ['no coding', 'GET /a.txt HTTP/1.1', ['Accept-Encoding: identity;q=0'], 406],
  ['precondition', 'GET /a.txt HTTP/1.1', ['If-Match: "x"'], 412],
  ['range', 'GET /a.txt HTTP/1.1', ['Range: bytes=99-'], 416],
  ['expectation', 'GET /a.txt HTTP/1.1', ['Expect: x'], 417],
  ['foreign host', 'GET http://evil.example/ HTTP/1.1', [], 421],
  ['unknown method', 'PURGE / HTTP/1.1', [], 501],
  ['version', 'GET / HTTP/2.0', [], 505],
];

describe('every refusal', () => {
  const ask = ([, line, fields]: (typeof ERRORS)[number], ...more: string[]) =>
    engine.ask(line, ['Host: localhost', ...fields, ...more]);

  test.each(ERRORS)('%s is a page for who asks for HTML', async (...row) => {
    const answer = await ask(row, 'Accept: text/html');
    expect(answer.status).toBe(row[3]);
    expect(answer.fields).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      vary: expect.stringMatching(/accept/i),
    });
    const page = answer.content.toString();
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).toContain('<title>');
    expect(page).toMatch(/<html[^>]* lang=/);
  });

  test.each(ERRORS)('%s is a problem for programs (RFC 9457)', async (...row) => {
    for (const accept of [[], ['Accept: application/json'], ['Accept: application/problem+json']]) {
      const answer = await ask(row, ...accept);
      expect(answer.status).toBe(row[3]);
      expect(answer.fields['content-type']).toBe('application/problem+json');
      expect(JSON.parse(answer.content.toString())).toMatchObject({ status: row[3], title: expect.any(String) });
    }
  });

  test('may be in the language of the reader', async () => {
    const english = await engine.get('/missing', 'Accept: text/html');
    const chinese = await engine.get('/missing', 'Accept: text/html', 'Accept-Language: zh-CN,zh;q=0.9');
    expect(chinese.content.toString()).toMatch(/<html[^>]* lang="zh/);
    expect(english.content.toString()).toMatch(/<html[^>]* lang="en/);
    expect(chinese.fields.vary).toMatch(/accept-language/i);
  });

  test.each(['text/html;q=0.5, application/json', 'application/*;q=0.9, text/html;q=0.1', 'application/json, */*'])(
    'Accept: %s prefers JSON',
    async (accept) => {
      expect((await engine.get('/missing', `Accept: ${accept}`)).fields['content-type']).toMatch(/json/);
    },
  );

  test.each(['*/*', 'text/*', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'])(
    'Accept: %s takes the page',
    async (accept) => {
      expect((await engine.get('/missing', `Accept: ${accept}`)).fields['content-type']).toMatch(/html/);
    },
  );
});

describe('nothing that was sent comes back as markup', () => {
  test.each([
    '/%3Cscript%3Ealert(1)%3C/script%3E',
    '/"><img/src=x/onerror=alert(1)>',
    "/'onmouseover='alert(1)",
    '/%22%3E%3Csvg%20onload%3Dalert(1)%3E',
    '/%3C!--',
    '/&lt;b&gt;',
    '/%E2%80%AEtxt.exe',
  ])('%s', async (target) => {
    const page = (await engine.get(target, 'Accept: text/html')).content.toString();
    expect(page).not.toMatch(/<script>alert|<img[^>]*onerror|<svg[^>]*onload|'onmouseover='|<!--$/);
    expect(page).not.toContain('\u202e');
  });

  test('nor as a field', async () => {
    for (const target of [
      '/dir%0d%0aX-Injected:%20yes',
      '/dir/%0d%0aX-Injected:%20yes',
      '/dir?%0d%0aX-Injected:%20yes',
    ]) {
      const answer = await engine.get(target, 'Accept: text/html');
      expect(answer.fields).not.toHaveProperty('x-injected');
    }
  });
});

describe('404.html', () => {
  const PAGE = '<!doctype html><p>Our own page. '.repeat(60);
  let own: Engine;
  beforeAll(async () => {
    own = await serve(await tempFolder({ '404.html': PAGE, 'a.txt': 'hello\n', 'sub/404.html': '<p>another' }));
  });

  test.each(['/missing', '/sub/missing', '/.hidden', '/a.txt/x', '/a.txt/'])('is sent for %s', async (target) => {
    for (let i = 0; i < 2; i++) {
      const answer = await own.get(target, 'Accept: text/html');
      expect(answer).toMatchObject({ status: 404, fields: { 'content-type': 'text/html; charset=utf-8' } });
      expect(answer.content.toString()).toBe(PAGE);
      expect(answer.fields.vary).toMatch(/(^|, )accept(,|$)/i);
      for (const name of ['etag', 'last-modified', 'accept-ranges']) expect(answer.fields).not.toHaveProperty(name);
    }
  });

  test('is compressed as any page', async () => {
    const answer = await own.get('/missing', 'Accept: text/html', 'Accept-Encoding: gzip');
    expect(answer).toMatchObject({ status: 404, fields: { 'content-encoding': 'gzip' } });
  });

  test('programs get their problem, also while the page is hot', async () => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    for (let i = 0; i < 3; i++) {
      await own.get('/gone', 'Accept: text/html');
      const answer = await own.get('/gone', 'Accept: application/json');
      expect(answer.fields['content-type']).toBe('application/problem+json');
    }
  });

  test('Range and preconditions mean nothing to it', async () => {
    for (const field of ['Range: bytes=0-1', 'If-None-Match: *', 'If-Match: "x"']) {
      const answer = await own.get('/missing', 'Accept: text/html', field);
      expect(answer.status).toBe(404);
      expect(answer.content.toString()).toBe(PAGE);
    }
  });

  test('where the client takes no form of it, the default page is sent', async () => {
    const answer = await own.get('/missing', 'Accept: text/html', 'Accept-Encoding: identity;q=0, *;q=0');
    expect(answer.status).toBe(404);
  });

  test('itself it is a file like others', async () => {
    expect((await own.get('/404.html')).status).toBe(200);
  });

  test('that is no page or cannot be opened is as good as none', async () => {
    const folder = await tempFolder({ '404.html/x': '' });
    await chmod(join(folder, '404.html'), 0);
    const odd = await serve(folder);
    const answer = await odd.get('/missing', 'Accept: text/html');
    expect(answer.status).toBe(404);
    expect(answer.content.toString()).toContain('404');
  });
});

test('nothing of all this was a bug', () => {
  expect(engine.failures).toEqual([]);
});
