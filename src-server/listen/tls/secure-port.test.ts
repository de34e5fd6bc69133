import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http, { type IncomingMessage } from 'node:http';
import http2, { type ClientHttp2Session } from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type ConfigInput, serverConfigSchema } from '../../config/schema.ts';
import { exchangeBytes } from '../../features/test-server.ts';
import type { ExchangeRecord } from '../../log/record.ts';
import { FileServer } from '../../server.ts';
import { askHttp2 } from './ask-http2.ts';
import { createRoot, issueLeaf } from './certificate-authority.ts';

let folder: string;
let root: string;
let ca: string;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portico-secure-'));
  root = mkdtempSync(join(tmpdir(), 'portico-root-'));
  const authority = await createRoot('Test');
  const names = [
    { type: 'dns', value: 'localhost' },
    { type: 'ip', value: '127.0.0.1' },
  ] as const;
  const leaf = await issueLeaf(authority, names);
  ca = authority.certificate;
  writeFileSync(join(folder, 'server.pem'), `${leaf.certificate}\n${leaf.key}\n`);
  writeFileSync(join(root, 'hello.txt'), 'hello');
  writeFileSync(join(root, 'large.bin'), Buffer.alloc(20 << 20, 'x'));
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(() => {
  for (const each of [folder, root]) rmSync(each, { recursive: true });
});

async function serve(more: ConfigInput = {}) {
  const tlsConfig = { mode: 'files' as const, cert: join(folder, 'server.pem') };
  const server = new FileServer(serverConfigSchema.parse({ root, port: 0, tls: tlsConfig, ...more }));
  const records: ExchangeRecord[] = [];
  const failures: string[] = [];
  server.on('exchange', (record) => records.push(record));
  server.on('failure', (text) => failures.push(text));
  await server.start();
  closing.push(() => server.stop(100));
  const { state } = server;
  if (state.kind !== 'running') throw new Error('not running');
  return { server, port: state.port, state, records, failures };
}

async function get(
  options: https.RequestOptions,
): Promise<{ status: number; text: string; response: IncomingMessage }> {
  const request = https.get({ ca, host: '127.0.0.1', ...options });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode ?? 0, text, response };
}

function session(port: number): ClientHttp2Session {
  const client = http2.connect(`https://127.0.0.1:${port}`, { ca });
  closing.push(() => client.destroy());
  return client;
}

test('HTTP/1.1 over TLS serves files and says so in its state', async () => {
  const { port, state, records } = await serve();
  expect(state.secure).toBe(true);
  expect(state.addresses[0]?.url).toBe(`https://127.0.0.1:${port}/`);
  for (let i = 0; i < 3; i++) expect((await get({ port, path: '/hello.txt' })).text).toBe('hello');
  expect(records[0]).toMatchObject({ httpVersion: '1.1', status: 200, client: '127.0.0.1' });
});

test('HTTP/2 is chosen by ALPN: files, errors, HEAD, ranges and 304', async () => {
  const { port, records, failures } = await serve();
  const client = session(port);
  const file = await askHttp2(client, { ':path': '/hello.txt' });
  expect(file).toMatchObject({ status: 200, text: 'hello' });
  expect(file.head.date).toBeDefined();
  expect(file.head.connection).toBeUndefined();
  expect((await askHttp2(client, { ':path': '/hello.txt', 'if-none-match': String(file.head.etag) })).status).toBe(304);
  expect(await askHttp2(client, { ':path': '/hello.txt', range: 'bytes=1-2' })).toMatchObject({
    status: 206,
    text: 'el',
  });
  const head = await askHttp2(client, { ':path': '/hello.txt', ':method': 'HEAD' });
  expect(head).toMatchObject({ status: 200, bytes: 0 });
  expect(head.head['content-length']).toBe('5');
  expect((await askHttp2(client, { ':path': '/none' })).status).toBe(404);
  expect((await askHttp2(client, { ':path': '/hello.txt', ':method': 'POST' }, 'x')).status).toBe(405);
  expect((await askHttp2(client, { ':path': '/large.bin' })).bytes).toBe(20 << 20);
  await vi.waitFor(() => expect(records).toHaveLength(7));
  expect(records.map(({ httpVersion, outcome }) => `${httpVersion} ${outcome}`)).toEqual(Array(7).fill('2.0 complete'));
  expect(failures).toEqual([]);
});

test('an unknown authority over HTTP/2 is refused like an unknown Host', async () => {
  const { port } = await serve();
  expect((await askHttp2(session(port), { ':path': '/', ':authority': 'evil.example' })).status).toBe(421);
});

test('a client that leaves a stream is logged as aborted, and the session goes on', async () => {
  const { port, records } = await serve();
  const client = session(port);
  const stream = client.request({ ':path': '/large.bin' });
  await once(stream, 'data');
  stream.close(http2.constants.NGHTTP2_CANCEL);
  await vi.waitFor(() => expect(records).toHaveLength(1));
  expect(records[0]?.outcome).toBe('aborted');
  expect((await askHttp2(client, { ':path': '/hello.txt' })).text).toBe('hello');
});

test('plain HTTP on the same port is redirected, query and method kept, and logged', async () => {
  const { port, records } = await serve();
  const location = `https://127.0.0.1:${port}/a%20b?x=1`;
  const ask = (method: string) =>
    exchangeBytes(port, `${method} /a%20b?x=1 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 0\r\n\r\n`);
  const got = await ask('GET');
  expect(got).toMatch(/^HTTP\/1.1 301 /);
  expect(got).toContain(`Location: ${location}\r\n`);
  expect(await ask('POST')).toMatch(/^HTTP\/1.1 308 /);
  expect(await exchangeBytes(port, 'GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n')).toMatch(
    /^HTTP\/1.1 421 /,
  );
  await vi.waitFor(() => expect(records.map(({ status }) => status)).toEqual([301, 308, 421]));
});

test('a file that was served over TLS before is not served in plain text', async () => {
  const { port } = await serve();
  for (let i = 0; i < 4; i++) await get({ port, path: '/hello.txt' });
  const plain = await exchangeBytes(port, `GET /hello.txt HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
  expect(plain).toMatch(/^HTTP\/1.1 301 /);
});

test('a plain request that comes byte by byte is understood', async () => {
  const { port } = await serve();
  const socket = net.connect(port, '127.0.0.1');
  socket.setNoDelay();
  let text = '';
  socket.on('data', (chunk) => {
    text += String(chunk);
  });
  const closed = once(socket, 'close');
  for (const byte of 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n') {
    socket.write(byte);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await closed;
  expect(text).toMatch(/^HTTP\/1.1 301 /);
});

test('broken handshakes, garbage and resets harm nobody', async () => {
  const { port, failures } = await serve();
  await exchangeBytes(port, '\x16\x03\x01\x00\x05hello');
  await exchangeBytes(port, '\x00\x01garbage\r\n\r\n');
  const distrusts = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: true });
  await once(distrusts, 'error');
  for (let i = 0; i < 10; i++) {
    const socket = net.connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.resetAndDestroy();
  }
  expect((await get({ port, path: '/hello.txt' })).text).toBe('hello');
  expect(failures).toEqual([]);
});

test('connections that say nothing are let go after the time for a head', async () => {
  const { port } = await serve({ limits: { headersTimeoutMs: 100 } });
  const startedAt = performance.now();
  await exchangeBytes(port, '');
  await exchangeBytes(port, '\x16\x03');
  expect(performance.now() - startedAt).toBeLessThan(3000);
});

test('stopping ends open sessions, idle connections and handshakes under way', async () => {
  const { server, port } = await serve();
  const client = session(port);
  await askHttp2(client, { ':path': '/hello.txt' });
  const silent = net.connect(port, '127.0.0.1').on('error', () => undefined);
  await once(silent, 'connect');
  const agent = new https.Agent({ keepAlive: true });
  await get({ port, path: '/hello.txt', agent });
  const startedAt = performance.now();
  await server.stop(200);
  expect(performance.now() - startedAt).toBeLessThan(2000);
  agent.destroy();
});

test('connections that clients leave are not kept: before, in the middle of and after the handshake', async () => {
  const { server, port } = await serve();
  const silent = net.connect(port, '127.0.0.1');
  await once(silent, 'connect');
  silent.end();
  const halfway = net.connect(port, '127.0.0.1');
  await once(halfway, 'connect');
  halfway.end(Buffer.from([0x16, 3, 1, 2, 0, 1, 0]));
  const secure = tls.connect({ port, host: '127.0.0.1', ca });
  await once(secure, 'secureConnect');
  secure.end();
  await get({ port, path: '/hello.txt', agent: false });
  const client = session(port);
  await askHttp2(client, { ':path': '/hello.txt' });
  client.close();
  const cut = session(port);
  await askHttp2(cut, { ':path': '/hello.txt' });
  cut.destroy();
  const plain = net.connect(port, '127.0.0.1');
  plain.end('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  plain.resume();
  for (const socket of [silent, halfway, secure]) socket.on('error', () => undefined).resume();
  await vi.waitFor(() => expect(server.counters().connections).toBe(0), 5000);
});

test('a request that offers another protocol is answered as if it did not, content included', async () => {
  const { port } = await serve({ tls: false });
  const request = http.request({
    port,
    method: 'POST',
    path: '/',
    headers: { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c' },
  });
  request.end('content');
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(405);
  response.resume();
  const text = await exchangeBytes(
    port,
    'GET /hello.txt HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n' +
      'GET /hello.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  );
  expect(text.match(/HTTP\/1.1 200 OK/g)).toHaveLength(2);
});

test('the authority of this computer works from the first start', async () => {
  const state = mkdtempSync(join(tmpdir(), 'portico-state-'));
  vi.stubEnv('PORTICO_STATE_DIR', state);
  const { port, state: running } = await serve({ tls: { mode: 'local-ca' } });
  vi.unstubAllEnvs();
  const notice = running.notices.find(({ params }) => params.option === 'tls');
  const { readFileSync } = await import('node:fs');
  const trusted = readFileSync(String(notice?.params.file), 'utf8');
  expect((await get({ port, path: '/hello.txt', ca: trusted, host: 'localhost' })).text).toBe('hello');
  rmSync(state, { recursive: true });
});

test('a name that becomes allowed is in the certificate of the next connection; open ones go on', async () => {
  vi.stubEnv('PORTICO_STATE_DIR', join(folder, 'state'));
  closing.push(() => vi.unstubAllEnvs());
  const { server, port } = await serve({ tls: { mode: 'local-ca' } });
  const connect = async () => {
    const socket = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
    closing.push(() => socket.destroy());
    await once(socket, 'secureConnect');
    return socket;
  };
  const before = await connect();
  expect(before.getPeerCertificate().subjectaltname).not.toContain('portico.test');
  await server.apply({ ...server.config, allowedHosts: ['portico.test'] });
  expect((await connect()).getPeerCertificate().subjectaltname).toContain('DNS:portico.test');
  before.write('GET /hello.txt HTTP/1.1\r\nHost: portico.test\r\n\r\n');
  expect(String((await once(before, 'data'))[0])).toMatch(/^HTTP\/1\.1 200/);
});
