import { mkdtempSync, rmSync } from 'node:fs';
import { type ClientRequest, request } from 'node:http';
import { connect, constants } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseConfig } from '../config/parse.ts';
import type { ConfigInput } from '../config/schema.ts';
import { FileServer } from '../server.ts';

let root: string;
let server: FileServer | undefined;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portico-content-'));
  vi.stubEnv('PORTICO_STATE_DIR', join(root, '.state'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server?.stop(0);
  rmSync(root, { recursive: true, force: true });
});

async function started(options: ConfigInput): Promise<{ server: FileServer; port: number }> {
  const parsed = parseConfig({ root, port: 0, ...options });
  if (!parsed.ok) throw parsed.errors[0];
  server = new FileServer(parsed.config);
  await server.start();
  if (server.state.kind !== 'running') throw new Error('does not run');
  return { server, port: server.state.port };
}

function put(port: number, fields: Record<string, string | number>): ClientRequest {
  return request({ port, host: '127.0.0.1', method: 'PUT', path: '/film.bin', headers: fields, agent: false });
}

const ended = (sent: ClientRequest): Promise<number> =>
  new Promise((resolve, reject) => {
    sent.on('error', reject);
    sent.on('response', (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
  });

test('an upload is counted to the byte, in chunks or of known length', async () => {
  const { server, port } = await started({ upload: true });
  const known = put(port, { 'Content-Length': 300_000 });
  known.end(Buffer.alloc(300_000));
  expect(await ended(known)).toBe(201);
  const chunked = put(port, { 'Transfer-Encoding': 'chunked' });
  chunked.write(Buffer.alloc(70_001));
  chunked.end(Buffer.alloc(2));
  expect(await ended(chunked)).toBe(201);
  await vi.waitFor(() => expect(server.counters()).toMatchObject({ requests: 2, receivedBytes: 370_003 }));
});

test('content that no step wants is counted as well', async () => {
  const { server, port } = await started({});
  const refused = put(port, { 'Content-Length': 5_000 });
  refused.end(Buffer.alloc(5_000));
  expect(await ended(refused)).toBeGreaterThanOrEqual(400);
  expect(server.counters().receivedBytes).toBe(5_000);
});

test('content of a GET, which comes with its head, is counted', async () => {
  const { server, port } = await started({ inspect: '/inspect' });
  const headers = { 'Content-Length': 5_000 };
  const asked = request({ port, host: '127.0.0.1', method: 'GET', path: '/inspect', headers, agent: false });
  asked.end(Buffer.alloc(5_000));
  expect(await ended(asked)).toBe(200);
  await vi.waitFor(() => expect(server.counters()).toMatchObject({ requests: 1, receivedBytes: 5_000 }));
});

test('while it comes it is a transfer up with its progress, and is counted already', async () => {
  const { server, port } = await started({ upload: true });
  const sent = put(port, { 'Content-Length': 100_000 });
  sent.write(Buffer.alloc(25_000));
  await vi.waitFor(() => {
    expect(server.transfers()).toMatchObject([{ direction: 'up', bytes: 25_000, totalBytes: 100_000 }]);
  });
  expect(server.counters()).toMatchObject({ requests: 0, receivedBytes: 25_000 });
  sent.end(Buffer.alloc(75_000));
  expect(await ended(sent)).toBe(201);
  expect(server.counters().receivedBytes).toBe(100_000);
});

test('a stream of HTTP/2 that does not say its length is counted', async () => {
  const { server, port } = await started({ upload: true, tls: { mode: 'local-ca' } });
  const session = connect(`https://127.0.0.1:${port}`, { rejectUnauthorized: false });
  const stream = session.request({ ':method': 'PUT', ':path': '/film.bin' });
  stream.end(Buffer.alloc(40_000));
  const status = await new Promise((resolve) => stream.on('response', (fields) => resolve(fields[':status'])));
  stream.resume();
  session.close();
  expect(status).toBe(constants.HTTP_STATUS_CREATED);
  expect(server.counters().receivedBytes).toBe(40_000);
});
