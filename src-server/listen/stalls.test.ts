import 'reflect-metadata';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import tls from 'node:tls';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ConfigInput, serverConfigSchema } from '../config/schema.ts';
import type { ExchangeRecord } from '../log/record.ts';
import { FileServer } from '../server.ts';

const LIMIT_MS = 500;
let root: string;
let port: number;
let server: FileServer;
let records: ExchangeRecord[];
const closing: (() => unknown)[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portico-stalls-'));
  closing.push(() => rmSync(root, { recursive: true }));
  writeFileSync(join(root, 'big.bin'), Buffer.alloc(60_000_000, 'x'));
  writeFileSync(join(root, 'small.txt'), 'small');
  records = [];
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serve(input: ConfigInput = {}): Promise<void> {
  server = new FileServer(serverConfigSchema.parse({ root, port: 0, ...input }), { sendTimeoutMs: LIMIT_MS });
  server.on('exchange', (record) => records.push(record));
  await server.start();
  closing.push(() => server.stop(0));
  port = server.state.kind === 'running' ? server.state.port : 0;
}

function ask(socket: Socket, target: string): Socket {
  closing.push(() => socket.destroy());
  socket.on('error', () => undefined);
  socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  return socket;
}

/** Reads what has come, and no more from then on. */
async function readOnce(socket: Socket): Promise<void> {
  await once(socket, 'data');
  socket.pause();
}

const isAborted = async (target: string) => {
  await expect.poll(() => records.find((record) => record.target === target), { timeout: 5000 }).toBeDefined();
  expect(records.find((record) => record.target === target)).toMatchObject({ status: 200, outcome: 'aborted' });
};

test('a client that stops reading is cut, and the log calls it aborted', async () => {
  await serve();
  const startedAt = performance.now();
  await readOnce(ask(connect(port, '127.0.0.1'), '/big.bin'));
  await isAborted('/big.bin');
  expect(performance.now() - startedAt).toBeGreaterThan(LIMIT_MS);
  expect(server.transfers()).toEqual([]);
});

test('a client that pauses for less, again and again, gets everything', async () => {
  await serve();
  const socket = ask(connect(port, '127.0.0.1'), '/big.bin');
  let received = 0;
  socket.on('data', (chunk) => {
    const before = received;
    received += chunk.length;
    if (Math.floor(before / 8_000_000) === Math.floor(received / 8_000_000)) return;
    socket.pause();
    setTimeout(() => socket.resume(), LIMIT_MS * 0.5);
  });
  await expect.poll(() => records.length, { timeout: 20_000 }).toBe(1);
  expect(records[0]).toMatchObject({ outcome: 'complete', contentBytes: 60_000_000 });
  expect(records[0]?.durationMs).toBeGreaterThan(LIMIT_MS * 2);
});

test('what is silent because there is nothing to send stays: events, slow answers, WebSockets', async () => {
  const upstream = http.createServer((_request, response) => setTimeout(() => response.end('late'), LIMIT_MS * 3));
  upstream.on('upgrade', (_request, socket) =>
    socket.write('HTTP/1.1 101 S\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
  );
  await once(upstream.listen(0, '127.0.0.1'), 'listening');
  closing.push(() => {
    upstream.closeAllConnections();
    upstream.close();
  });
  const target = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  await serve({ liveReload: true, proxy: [{ at: '/up', target }] });
  const events = ask(connect(port, '127.0.0.1'), '/.portico/events');
  const upgrade = connect(port, '127.0.0.1');
  closing.push(() => upgrade.destroy());
  upgrade.write('GET /up/chat HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  await Promise.all([once(events, 'data'), once(upgrade, 'data')]);
  expect(await (await fetch(`http://127.0.0.1:${port}/up/late`)).text()).toBe('late');
  expect([events.readyState, upgrade.readyState]).toEqual(['open', 'open']);
});

test('over TLS a client that stops reading is cut as well', async () => {
  vi.stubEnv('PORTICO_STATE_DIR', join(root, '.state'));
  closing.push(() => vi.unstubAllEnvs());
  await serve({ tls: { mode: 'local-ca' } });
  const socket = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  await readOnce(ask(socket, '/big.bin'));
  await isAborted('/big.bin');
});

test('a stream of HTTP/2 that is held back is cut, the others of its connection go on', async () => {
  vi.stubEnv('PORTICO_STATE_DIR', join(root, '.state'));
  closing.push(() => vi.unstubAllEnvs());
  await serve({ tls: { mode: 'local-ca' } });
  const session = http2.connect(`https://127.0.0.1:${port}`, { rejectUnauthorized: false });
  closing.push(() => session.destroy());
  const open = (path: string) => session.request({ ':path': path, ':authority': 'localhost' });
  const held = open('/big.bin');
  held.on('error', () => undefined);
  await once(held, 'response');
  held.pause();
  const ending = new Promise((resolve) => held.once('close', resolve));
  for (let i = 0; i < 12; i++) {
    const other = open('/small.txt');
    await once(other.resume(), 'close');
    await sleep(100);
  }
  await isAborted('/big.bin');
  held.resume();
  await ending;
  const last = open('/small.txt');
  let text = '';
  for await (const chunk of last.setEncoding('utf8')) text += chunk;
  expect(text).toBe('small');
});

test('a client of HTTP/2 that no longer answers is let go, with its streams', async () => {
  vi.stubEnv('PORTICO_STATE_DIR', join(root, '.state'));
  closing.push(() => vi.unstubAllEnvs());
  await serve({ tls: { mode: 'local-ca' }, inspect: '/inspect' });
  const socket = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ALPNProtocols: ['h2'] });
  closing.push(() => socket.destroy());
  socket.on('error', () => undefined);
  await once(socket, 'secureConnect');
  const literal = (text: string) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
  const path = '/inspect/delay/60';
  const block = Buffer.concat([
    Buffer.from([0x82, 0x87, 0x04]),
    literal(path),
    Buffer.from([0x01]),
    literal('localhost'),
  ]);
  const frame = (type: number, flags: number, stream: number, payload: Buffer) =>
    Buffer.concat([Buffer.from([0, 0, payload.length, type, flags, 0, 0, 0, stream]), payload]);
  socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
  socket.write(Buffer.concat([frame(4, 0, 0, Buffer.alloc(0)), frame(1, 5, 1, block)])); // SETTINGS, HEADERS, and no more
  await expect.poll(() => server.counters().inProgress, { timeout: 3000 }).toBe(1);
  await expect.poll(() => server.counters(), { timeout: 5000 }).toMatchObject({ inProgress: 0, connections: 0 });
  expect(records).toMatchObject([{ target: path, outcome: 'aborted' }]);
});
