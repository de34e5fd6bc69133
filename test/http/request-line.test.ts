import { beforeAll, describe, expect, test } from 'vitest';
import { tempFolder } from './support/cli.ts';
import { type Engine, serve } from './support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await serve(
    await tempFolder({ 'a.txt': 'hello\n', 'sub/b c.txt': 'b\n', 'ü.txt': 'u\n', '100%.txt': '%\n' }),
  );
});

/** A whole request, with what follows its request line left to the case. */
const request = (line: string, rest = 'Host: localhost\r\n\r\n') => `${line}\r\n${rest}`;

describe('the request line (RFC 9112 §3)', () => {
  test.each([
    ['GET /a.txt HTTP/1.1', 200],
    ['GET  /a.txt HTTP/1.1', 200], // more than one space may be taken as one (§3)
    ['GET /a.txt HTTP/1.1 ', 400],
    [' GET /a.txt HTTP/1.1', 400],
    ['GET\t/a.txt\tHTTP/1.1', 400],
    ['GET /a.txt', 505], // HTTP/0.9
    ['GET /a.txt HTTP/1.1 x', 400],
    ['GET /a.txt http/1.1', 400],
    ['GET /a.txt HTTP/1', 400],
    ['GET /a.txt HTTP/1.', 400],
    ['GET /a.txt HTTP/11', 400],
    ['GET /a.txt HTTP/1.1.1', 400],
    ['GET /a.txt HTTP /1.1', 400],
    ['GET /a.txt FTP/1.1', 400],
    ['GET /a b.txt HTTP/1.1', 400],
    ['GET HTTP/1.1', 400],
    ['/a.txt HTTP/1.1', 400],
    ['GET', 400],
    ['\x16\x03\x01\x02\x00\x01\x00', 400], // a TLS handshake
    ['{"json":true}', 400],
    ['GET /a.txt HTTP/1.1\r', 400],
    ['GET /a.txt\0 HTTP/1.1', 400],
    ['G\0T /a.txt HTTP/1.1', 400],
    ['G\u00c4T /a.txt HTTP/1.1', 400],
  ])('%j is answered %i', async (line, status) => {
    expect((await engine.send(request(line), 'GET')).status).toBe(status);
  });

  test.each(['\r\n', '\r\n\r\n', '\r\n\r\n\r\n\r\n'])('%j before it is ignored (§2.2)', async (lines) => {
    expect((await engine.send(`${lines}${request('GET /a.txt HTTP/1.1')}`, 'GET')).status).toBe(200);
  });

  test.each([
    ['1.2', 505],
    ['2.0', 505],
    ['3.0', 505],
    ['0.9', 505],
    ['9.9', 505],
    ['1.0', 200],
    ['1.1', 200],
  ])('HTTP/%s is answered %i', async (version, status) => {
    const answer = await engine.ask(`GET /a.txt HTTP/${version}`);
    expect(answer).toMatchObject({ status, version: '1.1' });
    if (status === 505) expect(answer.fields.connection).toBe('close');
  });

  test('the preface of HTTP/2 without TLS is answered 505', async () => {
    expect((await engine.send('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'GET')).status).toBe(505);
  });
});

describe('the request target (RFC 9112 §3.2)', () => {
  test.each([
    ['/a.txt', 200],
    ['/a.txt?', 200],
    ['/a.txt?x=1&y=%zz', 200], // a query is not decoded here
    ['/a.txt?a?b', 200],
    ['/a.txt?\\', 200], // browsers send it so (URL Standard)
    ['/%61.txt', 200],
    ['/%61%2Etxt', 200],
    ['/sub/b%20c.txt', 200],
    ['/%C3%BC.txt', 200],
    ['/100%25.txt', 200],
    ['//a.txt', 200],
    ['///a.txt', 200],
    ['/./a.txt', 200],
    ['/sub/../a.txt', 200],
    ['/sub/%2e%2E/a.txt', 200],
    ['/sub//..//a.txt', 200],
    ['/nothing/../a.txt', 200],
    ['/sub/.', 200],
    ['/sub/..', 200],
    ['/%2561.txt', 404], // decoded once
    ['/A.TXT', 404],
    ['/a.txt/', 404],
    ['/a.txt/x', 404],
    ['/a.txt%20', 404],
    ['/a.txt%0A', 404],
    ['/a.txt.', 404],
    ['/sub%2Fb%20c.txt', 404], // an encoded slash is no separator
    ['/;/a.txt', 404],
    ['/a.txt;x=1', 404],
    ['/@localhost/a.txt', 404],
    ['/:80/a.txt', 404],
    ['/\u00c3\u00bc.txt', 400], // RFC 3986 §2.1: to be sent as escapes
    ['/100%.txt', 400],
    ['/%', 400],
    ['/%2', 400],
    ['/%zz', 400],
    ['/%u0061.txt', 400],
    ['/%00', 400],
    ['/a.txt%00.html', 400],
    ['/%C3.txt', 400],
    ['/%C0%AE%C0%AE/', 400],
    ['/%F8%80%80%80%AF', 400],
    ['/%ED%A0%80', 400], // a surrogate
    ['/a.txt#part', 400],
    ['/a.txt?x#part', 400],
    ['/\\a.txt', 400],
    ['\\a.txt', 400],
    ['a.txt', 400],
    ['./a.txt', 400],
    ['../a.txt', 400],
    ['?x', 400],
    ['#', 400],
    ['', 400],
    ['/../a.txt', 400],
    ['/sub/../../a.txt', 400],
    ['/%2e%2e/a.txt', 400],
    ['/.%2E/a.txt', 400],
    ['/..%2fa.txt', 400],
    ['/..%5Ca.txt', 400],
    ['/sub/..%5C..%5C..%5Ca.txt', 400],
  ])('%j is answered %i', async (target, status) => {
    expect((await engine.get(target)).status).toBe(status);
  });

  test.each([
    ['http://localhost/a.txt', 200],
    ['HTTP://LOCALHOST/a.txt', 200],
    ['http://127.0.0.1:8000/a.txt', 200],
    ['http://[::1]:8000/a.txt', 200],
    ['https://localhost/a.txt', 200],
    ['http://localhost', 200],
    ['http://localhost?x', 200],
    ['http://localhost//a.txt', 200],
    ['http://localhost/../a.txt', 400],
    ['http://evil.example/a.txt', 421],
    ['http://localhost.evil.example/a.txt', 421],
    ['http://user@localhost/a.txt', 400],
    ['http://localhost:pw@evil.example/a.txt', 400],
    ['http:///a.txt', 400],
    ['http:/a.txt', 400],
    ['http:a.txt', 400],
    ['http://', 400],
    ['http://localhost:99999/a.txt', 400],
    ['http://local host/a.txt', 400],
    ['ftp://localhost/a.txt', 400],
    ['file:///etc/passwd', 400],
    ['javascript:alert(1)', 400],
    ['localhost:80', 400],
    ['localhost', 400],
    ['*', 400],
  ])('GET of %j is answered %i', async (target, status) => {
    expect((await engine.get(target)).status).toBe(status);
  });

  test('the authority of an absolute target counts, not Host', async () => {
    const fields = ['Host: evil.example'];
    expect((await engine.ask('GET http://localhost/a.txt HTTP/1.1', fields)).status).toBe(200);
  });

  test('but Host has to be there beside it', async () => {
    expect((await engine.ask('GET http://localhost/a.txt HTTP/1.1', [])).status).toBe(400);
  });

  test('OPTIONS takes "*"', async () => {
    expect(await engine.ask('OPTIONS * HTTP/1.1')).toMatchObject({
      status: 204,
      fields: { allow: expect.any(String) },
    });
  });
});

describe('lengths', () => {
  const X = 'x'.repeat(15_000);
  test.each([
    ['a name longer than any disk takes', `/${'n'.repeat(300)}`, 404],
    ['a path longer than any system takes', `/${'p/'.repeat(4_000)}`, 404],
    ['a path of 20,000 characters', `/${'x'.repeat(20_000)}`, 404],
    ['a long query', `/a.txt?${'q'.repeat(30_000)}`, 200],
    ['ten thousand dot segments', `/${'./'.repeat(10_000)}a.txt`, 200],
    ['a target that is longer than a head may be', `/${'x'.repeat(40_000)}`, 414],
    ['a query that is longer than a head may be', `/a.txt?${'x'.repeat(40_000)}`, 414],
  ])('%s', async (_, target, status) => {
    expect((await engine.get(target)).status).toBe(status);
  });

  test('a target too long behind another request is 414 as well', async () => {
    const client = engine.connect();
    client.send(request('GET /a.txt HTTP/1.1') + request(`GET /${'x'.repeat(40_000)} HTTP/1.1`));
    expect([(await client.answer()).status, (await client.answer()).status]).toEqual([200, 414]);
    await client.ended();
  });

  test.each([
    ['one long field', `X: ${'x'.repeat(40_000)}\r\n`],
    ['many fields', 'X: y\r\n'.repeat(20_000)],
    ['a long name', `${'x'.repeat(40_000)}: y\r\n`],
  ])('%s: 431', async (_, fields) => {
    const answer = await engine.send(request('GET /a.txt HTTP/1.1', `Host: localhost\r\n${fields}\r\n`));
    expect(answer).toMatchObject({ status: 431, fields: { connection: 'close' } });
  });

  test.each<[name: string, packets: string[], status: number]>([
    ['a target, ending in the last', [`GET /${X}`, X, `${X} HTTP/1.1\r\nHost: localhost\r\n\r\n`], 414],
    ['a target, ending in one that comes later', [`GET /${X}`, X, X, X, `${X} HTTP/1.1\r\nHost: a\r\n\r\n`], 414],
    ['a target, ending between packets', [`GET /${X}`, X, X, ' HT', 'TP/1.1\r\nHost: a\r\n\r\n'], 414],
    ['a target without an end', [`GET /${X}`, X, X, X], 414],
    ['a target, cut before its end', [`GET /${X}`, X, X, ' HTT'], 414],
    ['a query', [`GET /a.txt?a:${X}`, `${X}&b:`, `c:${X}`, `:d HTTP/1.1\r\nHost: a\r\n\r\n`], 414],
    ['a field', [`GET / HTTP/1.1\r\nX: ${X}`, X, `${X}\r\n\r\n`], 431],
    ['a field, ending later', [`GET / HTTP/1.1\r\nX: ${X}`, X, X, X, `${X}\r\n\r\n`], 431],
    ['cookies', [`GET / HTTP/1.1\r\nCookie: a=${X}`, X, `${X}; b=${X}`, `; c=${X}\r\n\r\n`], 431],
    ['a name', [`GET / HTTP/1.1\r\n${X}`, X, `${X}: y\r\n\r\n`], 431],
    ['many fields', ['GET / HTTP/1.1\r\n', ...Array<string>(12).fill('X: y\r\n'.repeat(2000)), '\r\n'], 431],
  ])('in several packets, %s', async (_, packets, status) => {
    const client = engine.connect();
    client.socket.setNoDelay(true);
    for (const packet of packets) {
      client.send(packet);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    expect((await client.answer()).status).toBe(status);
    await client.ended();
  });

  test('3,000 small fields are taken, and none of them is overlooked', async () => {
    const many = 'a:b\r\n'.repeat(3_000);
    expect((await engine.send(request('GET /a.txt HTTP/1.1', `Host: localhost\r\n${many}\r\n`))).status).toBe(200);
    const second = request('GET /a.txt HTTP/1.1', `Host: localhost\r\n${many}Host: localhost\r\n\r\n`);
    expect((await engine.send(second)).status).toBe(400);
  });
});
