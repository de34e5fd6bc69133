import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import http2, { type ClientHttp2Session, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http2';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findProgram } from '../../build/run.ts';
import { tempFolder } from './support/cli.ts';
import { type Engine, eventually, serve } from './support/engine.ts';

const BIG = Buffer.alloc(5_000_000, 'abcdefgh');

const hasOpenssl = findProgram('openssl') !== undefined;
if (!hasOpenssl) console.warn('SKIPPED: HTTP/2, because openssl is not installed.');

describe.runIf(hasOpenssl)('the static core over HTTP/2 (RFC 9113; skipped without openssl)', () => {
  let engine: Engine;
  let session: ClientHttp2Session;
  beforeAll(async () => {
    const [folder, secrets] = [
      await tempFolder({ 'a.txt': 'hello\n', 'big.bin': BIG, 'dir/x': '' }),
      await tempFolder(),
    ];
    const [cert, key] = [join(secrets, 'cert.pem'), join(secrets, 'key.pem')];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=localhost'];
    execFileSync('openssl', ['req', '-x509', ...curve, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    engine = await serve(folder, { tls: { mode: 'files', cert, key } });
    session = open();
  });
  afterAll(() => session?.destroy());

  const open = () => http2.connect(`https://127.0.0.1:${engine.port}`, { rejectUnauthorized: false });

  async function ask(headers: OutgoingHttpHeaders) {
    const stream = session.request({ ':path': '/a.txt', ':authority': 'localhost', ...headers });
    const [head] = (await once(stream, 'response')) as [IncomingHttpHeaders];
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return { status: head[':status'] as unknown as number, head, content: Buffer.concat(chunks) };
  }

  const cases: [name: string, headers: OutgoingHttpHeaders, status: number][] = [
    ['a file', {}, 200],
    ['HEAD', { ':method': 'HEAD' }, 200],
    ['a large file', { ':path': '/big.bin' }, 200],
    ['a listing', { ':path': '/dir/' }, 200],
    ['a folder', { ':path': '/dir' }, 301],
    ['nothing', { ':path': '/missing' }, 404],
    ['a range', { range: 'bytes=1-2' }, 206],
    ['a range beyond', { range: 'bytes=99-' }, 416],
    ['a precondition', { 'if-none-match': '*' }, 304],
    ['another method', { ':method': 'DELETE' }, 405],
    ['an unknown method', { ':method': 'FOO' }, 501],
    ['a foreign name', { ':authority': 'evil.example' }, 421],
    ['a foreign name beside one of ours', { ':authority': 'evil.example', host: 'localhost' }, 400],
    ['one of our names beside a foreign one', { host: 'evil.example' }, 400],
    ['the same name twice', { host: 'LOCALHOST' }, 200],
    ['a malformed path', { ':path': '/%zz' }, 400],
    ['an expectation that is not met', { expect: 'x' }, 417],
    ['an expectation that is met', { expect: '100-continue' }, 200],
    ['a path out of the root', { ':path': '/../a.txt' }, 400],
    ['a tunnel', { ':method': 'CONNECT', ':path': undefined, ':scheme': undefined, ':authority': 'localhost:1' }, 400],
  ];
  test.each(cases)('%s', async (_, headers, status) => {
    for (let i = 0; i < 2; i++) {
      const answer = await ask(headers);
      expect(answer.status).toBe(status);
      expect(answer.head.date).toBeDefined();
      for (const name of ['connection', 'keep-alive', 'transfer-encoding'])
        expect(answer.head).not.toHaveProperty(name);
      if (headers[':method'] === 'HEAD') expect(answer.content).toHaveLength(0);
    }
  });

  test('hundreds of cookies are taken, each a field of its own (RFC 9113 §8.2.3)', async () => {
    const cookie = Array.from({ length: 500 }, (_, i) => `name${i}=value`);
    expect((await ask({ cookie })).status).toBe(200);
  });

  test.each(['http/1.1', 'http/1.0'])('who offers only %s is served too (RFC 7301)', async (protocol) => {
    const socket = tls.connect({ port: engine.port, rejectUnauthorized: false, ALPNProtocols: [protocol] });
    await once(socket, 'secureConnect');
    expect(socket.alpnProtocol).toBe(protocol);
    socket.write(`GET /a.txt ${protocol.toUpperCase()}\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    let answer = '';
    for await (const chunk of socket) answer += chunk;
    expect(answer).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\n\r\nhello\n$/);
  });

  test('many streams at once bring every byte', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => ask({ ':path': `/big.bin?${i}` })));
    for (const { content } of answers) expect(content.equals(BIG)).toBe(true);
  });

  test('a stream that is reset is aborted, the others go on', async () => {
    const stream = session.request({ ':path': '/big.bin?reset', ':authority': 'localhost' });
    await once(stream, 'response');
    stream.close(http2.constants.NGHTTP2_CANCEL);
    expect((await ask({})).content.toString()).toBe('hello\n');
    expect((await engine.record(({ target }) => target === '/big.bin?reset')).outcome).toBe('aborted');
  });

  test('a session that ends leaves nothing open', async () => {
    const openFiles = readdirSync('/proc/self/fd').length;
    for (let i = 0; i < 5; i++) {
      const rude = open();
      rude.on('error', () => undefined);
      for (let n = 0; n < 20; n++)
        rude.request({ ':path': `/big.bin?rude${i}-${n}`, ':authority': 'localhost' }).on('error', () => undefined);
      await new Promise((resolve) => setTimeout(resolve, 10 * i));
      rude.destroy();
    }
    await eventually(() => (engine.server.counters().inProgress === 0 ? true : undefined), 'the end of all streams');
    await eventually(
      () => (readdirSync('/proc/self/fd').length <= openFiles + 2 ? true : undefined),
      'the closing of files',
    );
    expect((await ask({})).status).toBe(200);
  });

  test.each([
    ['localhost', 'localhost:80'],
    ['localhost:', 'localhost:80'],
    ['localhost:8080', 'localhost:8080'],
    ['[::1]', '[::1]:80'],
  ])('plain HTTP for %s is sent to the same port: %s', async (host, authority) => {
    for (const [method, status] of [
      ['GET', 301],
      ['POST', 308],
    ] as const) {
      const answer = await engine.ask(`${method} /a%20b?q HTTP/1.1`, [`Host: ${host}`, 'Content-Length: 0']);
      expect(answer).toMatchObject({
        status,
        fields: { location: `https://${authority}/a%20b?q`, connection: 'close' },
      });
    }
  });

  test('one record each, without gaps, and no bug', () => {
    expect(engine.records.map(({ seq }) => seq)).toEqual(engine.records.map((_, i) => i + 1));
    expect(engine.failures).toEqual([]);
  });
});
