import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseConfig } from './config/parse.ts';
import type { ConfigInput, ServerConfig } from './config/schema.ts';
import { FileServer } from './server.ts';

let root: string;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portico-server-'));
  writeFileSync(join(root, 'a.txt'), 'one');
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  rmSync(root, { recursive: true, force: true });
});

function configured(options: ConfigInput = {}): ServerConfig {
  const parsed = parseConfig({ root, port: 0, ...options });
  if (!parsed.ok) throw parsed.errors[0];
  return parsed.config;
}

function serverFor(options: ConfigInput = {}): FileServer {
  const server = new FileServer(configured(options));
  closing.push(() => server.stop(0));
  return server;
}

const urlOf = ({ state }: FileServer) => (state.kind === 'running' ? (state.addresses[0]?.url ?? '') : '');

/** Answers after a while, so that an exchange is under way. */
async function slowUpstream(delayMs: number): Promise<string> {
  const upstream = createServer((_request, response) => setTimeout(() => response.end('late'), delayMs));
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  closing.push(async () => upstream.close());
  return `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
}

async function takenPort(): Promise<number> {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  closing.push(async () => taken.close());
  return (taken.address() as AddressInfo).port;
}

describe('start and stop', () => {
  test('the states are told in order, and a stopped server starts again', async () => {
    const server = serverFor();
    const kinds: string[] = [];
    server.on('state', ({ kind }) => kinds.push(kind));
    await server.start();
    await server.stop();
    await server.start();
    expect(kinds).toEqual(['starting', 'running', 'stopping', 'stopped', 'starting', 'running']);
    expect((await fetch(`${urlOf(server)}a.txt`)).status).toBe(200);
  });

  test('a folder that is not there is a failure with words', async () => {
    const server = serverFor({ root: join(root, 'no') });
    await expect(server.start()).rejects.toMatchObject({ code: 'ROOT_MISSING' });
    expect(server.state).toMatchObject({ kind: 'failed', error: { code: 'ROOT_MISSING' } });
  });

  test('stopping waits for exchanges under way, up to the grace time', async () => {
    const target = await slowUpstream(300);
    const server = serverFor({ proxy: [{ at: '/api', target }] });
    await server.start();
    const answer = fetch(`${urlOf(server)}api/x`).then((response) => response.text());
    await new Promise((resolve) => setTimeout(resolve, 100));
    await server.stop(5_000);
    expect(await answer).toBe('late');
  });

  test('calls in any order and at once leave the server as the last one asked', async () => {
    const server = serverFor();
    await Promise.all([server.start(), server.stop(), server.start(), server.apply(configured({ cors: true }))]);
    const response = await fetch(`${urlOf(server)}a.txt`);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('options changed while serving', () => {
  test('apply to the next request on the same connection', async () => {
    const server = serverFor();
    await server.start();
    const { port } = new URL(urlOf(server));
    const socket = connect(Number(port), '127.0.0.1');
    const ask = () =>
      new Promise<string>((resolve) => {
        socket.once('data', (data) => resolve(data.toString()));
        socket.write('GET /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n');
      });
    expect(await ask()).not.toContain('X-Test');
    await server.apply(configured({ headers: [{ match: '/**', set: { 'X-Test': 'yes' } }] }));
    expect(await ask()).toContain('X-Test: yes');
    socket.destroy();
  });

  test('do not disturb an exchange under way', async () => {
    const target = await slowUpstream(300);
    const server = serverFor({ proxy: [{ at: '/api', target }] });
    await server.start();
    const answer = fetch(`${urlOf(server)}api/x`).then((response) => response.text());
    await new Promise((resolve) => setTimeout(resolve, 100));
    await server.apply(configured());
    expect(await answer).toBe('late');
    expect((await fetch(`${urlOf(server)}api/x`)).status).toBe(404);
  });

  test('another port is listened on before the old one is given up', async () => {
    const server = serverFor();
    await server.start();
    const before = urlOf(server);
    const probe = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => probe.once('listening', resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    await server.apply(configured({ port }));
    expect(urlOf(server)).toBe(`http://127.0.0.1:${port}/`);
    expect((await fetch(`${urlOf(server)}a.txt`)).status).toBe(200);
    await expect(fetch(before)).rejects.toThrow();
  });

  test('the first request on a new port meets the new options already', async () => {
    const port = await takenPort();
    const server = serverFor();
    await server.start();
    // Who holds the port is looked up while the next one is open already
    const applied = server.apply(configured({ port, headers: [{ set: { 'X-New': 'yes' } }] }));
    let settled = false;
    const done = applied.finally(() => {
      settled = true;
    });
    let first: IncomingHttpHeaders | undefined;
    while (!first && !settled) {
      first = await fieldsOf(`http://127.0.0.1:${port + 1}/a.txt`).catch(() => undefined);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await done;
    first ??= await fieldsOf(`${urlOf(server)}a.txt`);
    expect(first['x-new']).toBe('yes');
    expect((await fieldsOf(`${urlOf(server)}a.txt`))['x-new']).toBe('yes');
    await server.apply(configured({ port: Number(new URL(urlOf(server)).port) }));
    expect(await fieldsOf(`${urlOf(server)}a.txt`)).not.toHaveProperty('x-new');
  });

  test('a port that is taken leaves the old one in force', async () => {
    const port = await takenPort();
    const server = serverFor();
    await server.start();
    await expect(server.apply(configured({ port, portFallback: false }))).rejects.toMatchObject({
      code: 'PORT_IN_USE',
    });
    expect((await fetch(`${urlOf(server)}a.txt`)).status).toBe(200);
  });
});

test('a folder that goes away is told, answered with 503, and heals', async () => {
  const server = serverFor();
  await server.start();
  const roots: string[] = [];
  const seen = (wanted: string) =>
    new Promise<void>((resolve) =>
      server.on('state', (state) => {
        if (state.kind === 'running') roots.push(state.root);
        if (roots.at(-1) === wanted) resolve();
      }),
    );
  const missing = seen('missing');
  rmSync(root, { recursive: true });
  expect((await fetch(`${urlOf(server)}a.txt`)).status).toBe(503);
  await missing;
  const healed = seen('ok');
  mkdirSync(root);
  writeFileSync(join(root, 'a.txt'), 'back');
  await healed;
  expect(await (await fetch(`${urlOf(server)}a.txt`)).text()).toBe('back');
});

test('a server that waits for its folder starts without it', async () => {
  const missing = join(root, 'later');
  const server = new FileServer(configured({ root: missing }), { waitsForRoot: true });
  closing.push(() => server.stop(0));
  await server.start();
  expect(server.state).toMatchObject({ kind: 'running', root: 'missing' });
  expect((await fetch(`${urlOf(server)}a.txt`)).status).toBe(503);
  mkdirSync(missing);
  writeFileSync(join(missing, 'a.txt'), 'here');
  expect(await (await fetch(`${urlOf(server)}a.txt`)).text()).toBe('here');
});

test('the detail of an exchange tells which step set a field', async () => {
  const server = serverFor({ cors: true, headers: [{ match: '/**', set: { 'X-Test': 'yes' } }] });
  await server.start();
  await fetch(`${urlOf(server)}a.txt`);
  await new Promise((resolve) => setTimeout(resolve, 20));
  const detail = await server.detail(1);
  expect(detail?.fieldSteps).toMatchObject({
    'access-control-allow-origin': 'cors',
    'cache-control': 'caching',
    'x-test': 'headers',
  });
  expect(detail?.fieldSteps).not.toHaveProperty('etag');
});

/** On a connection of its own: one that is kept may be used again before its client has heard that the listener closed it. */
function fieldsOf(url: string): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => resolve(response.resume().headers)).once('error', reject);
  });
}
