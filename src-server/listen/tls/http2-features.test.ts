import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import http2, { type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ConfigInput, serverConfigSchema } from '../../config/schema.ts';
import type { ExchangeRecord } from '../../log/record.ts';
import { FileServer } from '../../server.ts';
import { askHttp2 } from './ask-http2.ts';
import { createRoot, issueLeaf } from './certificate-authority.ts';

let root: string;
let records: ExchangeRecord[];
let failures: string[];
/** Of the client that connected last. */
let lastSocket: TLSSocket;
let lastServer: FileServer;
const closing: (() => unknown)[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portico-h2-'));
  records = [];
  failures = [];
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  rmSync(root, { recursive: true, force: true });
});

async function connect(input: ConfigInput): Promise<ClientHttp2Session> {
  const authority = await createRoot('Test');
  const leaf = await issueLeaf(authority, [{ type: 'ip', value: '127.0.0.1' }]);
  const secrets = mkdtempSync(join(tmpdir(), 'portico-key-'));
  closing.push(() => rmSync(secrets, { recursive: true }));
  const cert = join(secrets, 'server.pem');
  writeFileSync(cert, `${leaf.certificate}\n${leaf.key}\n`);
  const server = new FileServer(serverConfigSchema.parse({ root, port: 0, tls: { mode: 'files', cert }, ...input }));
  lastServer = server;
  server.on('exchange', (record) => records.push(record));
  server.on('failure', (text) => failures.push(text));
  await server.start();
  closing.push(() => server.stop(100));
  if (server.state.kind !== 'running') throw new Error('not running');
  const { port } = server.state;
  lastSocket = connectTls({ port, host: '127.0.0.1', ca: authority.certificate, ALPNProtocols: ['h2'] });
  const client = http2.connect(`https://127.0.0.1:${port}`, { createConnection: () => lastSocket });
  client.on('error', () => undefined);
  closing.push(() => client.destroy());
  return client;
}

async function upstream(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('the proxy passes content of unknown length, joins cookies, and leaves out what HTTP/2 forbids', async () => {
  const target = await upstream(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    response.setHeader('Keep-Alive', 'timeout=5');
    response.end(JSON.stringify([request.method, request.headers.cookie, request.headers['x-forwarded-proto'], text]));
  });
  const client = await connect({ proxy: [{ at: '/', target }] });
  const answer = await askHttp2(client, { ':path': '/x', ':method': 'POST', cookie: ['a=1', 'b=2'] }, 'hello');
  expect(JSON.parse(answer.text)).toEqual(['POST', 'a=1; b=2', 'https', 'hello']);
  expect(answer.head['keep-alive']).toBeUndefined();
  expect(JSON.parse((await askHttp2(client, { ':path': '/x' })).text)).toEqual(['GET', null, 'https', '']);
});

test('an upstream that dies in the middle resets the stream, and only that one', async () => {
  const target = await upstream((request, response) => {
    if (request.url === '/fine') response.end('fine');
    else response.write('half', () => setTimeout(() => response.destroy(), 30));
  });
  const client = await connect({ proxy: [{ at: '/', target }] });
  const stream = client.request({ ':path': '/dies' });
  stream.resume();
  const [error] = (await once(stream, 'error')) as [Error];
  expect(error.message).toMatch(/NGHTTP2_INTERNAL_ERROR/);
  expect((await askHttp2(client, { ':path': '/fine' })).text).toBe('fine');
  await vi.waitFor(() => expect(records.map(({ outcome }) => outcome)).toEqual(['failed', 'complete']));
});

test('a stream that is cancelled aborts the request upstream', async () => {
  const gone = vi.fn();
  const seen: IncomingMessage[] = [];
  const target = await upstream((request) => {
    seen.push(request);
    request.socket.once('close', gone);
  });
  const client = await connect({ proxy: [{ at: '/', target }] });
  const stream = client.request({ ':path': '/x' });
  await vi.waitFor(() => expect(seen).toHaveLength(1));
  stream.close(http2.constants.NGHTTP2_CANCEL);
  await vi.waitFor(() => expect(gone).toHaveBeenCalled());
  await vi.waitFor(() => expect(records.map(({ outcome }) => outcome)).toEqual(['aborted']));
  expect(failures).toEqual([]);
});

test.runIf(process.platform !== 'win32')(
  'scripts get content of unknown length, and end with a cancelled stream',
  async () => {
    mkdirSync(join(root, 'cgi-bin'));
    writeFileSync(
      join(root, 'cgi-bin/x'),
      '#!/bin/sh\necho "Content-Type: a/b"; echo; echo "$SERVER_PROTOCOL $HTTPS $CONTENT_LENGTH"; cat\n',
    );
    writeFileSync(join(root, 'cgi-bin/slow'), '#!/bin/sh\necho "Content-Type: a/b"; echo; sleep 20\n');
    for (const name of ['x', 'slow']) chmodSync(join(root, 'cgi-bin', name), 0o755);
    const client = await connect({ cgi: { at: ['/cgi-bin'], interpreters: {}, concurrency: 1 } });
    const answer = await askHttp2(client, { ':path': '/cgi-bin/x', ':method': 'POST' }, 'hello');
    expect(answer.text).toBe('HTTP/2.0 on 5\nhello');
    const slow = client.request({ ':path': '/cgi-bin/slow' });
    await once(slow, 'response');
    slow.close(http2.constants.NGHTTP2_CANCEL);
    expect((await askHttp2(client, { ':path': '/cgi-bin/x' })).text).toBe('HTTP/2.0 on \n'); // its place is free again
    expect(failures).toEqual([]);
  },
);

test('handlers stream both ways', async () => {
  writeFileSync(join(root, 'h.mjs'), 'export const POST = (request) => new Response(request.body)');
  const client = await connect({ handlers: join(root, 'h.mjs') });
  const content = 'z'.repeat(1_000_000);
  const answer = await askHttp2(client, { ':path': '/x', ':method': 'POST' }, content);
  expect(answer.text === content).toBe(true);
});

test('credentials are asked for and remembered', async () => {
  writeFileSync(join(root, 'a.txt'), 'a');
  const { hashPassword } = await import('../../features/auth/password-hash.ts');
  const users = [{ name: 'ann', passwordHash: await hashPassword('x'), access: 'write' as const }];
  const client = await connect({ auth: { users } });
  expect((await askHttp2(client, { ':path': '/a.txt' })).status).toBe(401);
  const authorization = `Basic ${Buffer.from('ann:x').toString('base64')}`;
  const answers = await Promise.all(
    Array.from({ length: 60 }, () => askHttp2(client, { ':path': '/a.txt', authorization })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});

test('a file that was asked for before is answered past the pipeline, with a whole record', async () => {
  writeFileSync(join(root, 'a.txt'), 'a');
  writeFileSync(join(root, 'big.bin'), Buffer.alloc(900_000, 'x'));
  const before = Date.now() / 1000 - 60;
  for (const name of ['a.txt', 'big.bin']) utimesSync(join(root, name), before, before);
  await delay(60); // what changed just now is not kept
  const client = await connect({});
  const first = await askHttp2(client, { ':path': '/a.txt' });
  await delay(30); // an answer is kept a moment after its client has it
  await askHttp2(client, { ':path': '/a.txt' });
  const again = await askHttp2(client, { ':path': '/a.txt' });
  expect([again.status, again.text, again.head.etag]).toEqual([200, 'a', first.head.etag]);
  expect((await askHttp2(client, { ':path': '/a.txt', 'if-none-match': first.head.etag })).status).toBe(304);
  expect((await askHttp2(client, { ':path': '/a.txt', ':method': 'HEAD' })).text).toBe('');
  await vi.waitFor(() => expect(records).toHaveLength(5));
  expect((await lastServer.detail(3))?.trace[0]?.code).toBe('static.hot');
  expect(records[2]).toMatchObject({ client: '127.0.0.1', httpVersion: '2.0', contentBytes: 1, outcome: 'complete' });

  for (let i = 0; i < 2; i += 1) await askHttp2(client, { ':path': '/big.bin' });
  await delay(30);
  const stream = client.request({ ':path': '/big.bin' });
  await once(stream, 'response');
  stream.close(http2.constants.NGHTTP2_CANCEL); // a window of 64 KiB came
  await vi.waitFor(() => expect(records.at(-1)).toMatchObject({ seq: 8, outcome: 'aborted', client: '127.0.0.1' }));
});

/** Node would call all of these whole. */
const CUTS: [
  name: string,
  fields: http2.OutgoingHttpHeaders,
  cut: (stream: ClientHttp2Stream, socket: Duplex) => void,
][] = [
  ['its stream is reset', { 'content-length': '900000' }, (stream) => stream.close(http2.constants.NGHTTP2_CANCEL)],
  ['its connection breaks', {}, (_, socket) => socket.destroy()],
  ['it is shorter than announced', { 'content-length': '900000' }, (stream) => stream.end()],
  ['it is longer than announced', { 'content-length': '500' }, () => undefined],
];

test.each(CUTS)(
  'content is not whole when %s: no upload is kept, and no upstream is told an end',
  async (_, fields, cut) => {
    const ends: string[] = [];
    const target = await upstream((request) => {
      request.resume().on('end', () => ends.push(request.url ?? ''));
      request.on('error', () => undefined);
    });
    mkdirSync(join(root, 'in'));
    const input = { upload: { at: '/in' }, proxy: [{ at: '/up', target }], inspect: '/inspect' };
    for (const path of ['/in/half.bin', '/up/half', '/inspect/echo']) {
      const client = await connect(input);
      const stream = client.request({ ':method': 'PUT', ':path': path, ...fields });
      stream.on('error', () => undefined);
      const closed = new Promise((resolve) => stream.once('close', resolve));
      stream.write(Buffer.alloc(100_000, 1));
      await new Promise((resolve) => setTimeout(resolve, 100));
      cut(stream, lastSocket);
      await closed;
      await expect.poll(() => records.filter(({ target: asked }) => asked === path), { timeout: 5000 }).toHaveLength(1);
      expect(records.find(({ target: asked }) => asked === path)?.outcome).toBe('aborted');
    }
    expect(readdirSync(join(root, 'in'))).toEqual([]);
    expect(ends).toEqual([]);
    expect(failures).toEqual([]);
  },
);

test('the bytes of an answer are counted once', async () => {
  const client = await connect({ inspect: '/inspect', liveReload: true });
  const { text } = await askHttp2(client, { ':path': '/inspect' });
  await expect.poll(() => records.map(({ contentBytes }) => contentBytes)).toEqual([text.length]);
});

test('a HEAD whose client leaves before the answer is over at once, and no bug', async () => {
  const target = await upstream(() => undefined);
  const client = await connect({ inspect: '/inspect', proxy: [{ at: '/up', target }], throttle: { latencyMs: 1 } });
  for (const path of ['/inspect/delay/60', '/up/never']) {
    const stream = client.request({ ':method': 'HEAD', ':path': path });
    stream.on('error', () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    stream.close(http2.constants.NGHTTP2_CANCEL);
    await expect.poll(() => records.at(-1), { timeout: 3000 }).toMatchObject({ target: path, outcome: 'aborted' });
  }
  expect(failures).toEqual([]);
});
