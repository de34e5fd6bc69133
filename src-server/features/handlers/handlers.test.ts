import { once } from 'node:events';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import http, { type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { serverConfigSchema } from '../../config/schema.ts';
import { oneOfTest } from '../../files/path-tests.ts';
import type { Feature, FeatureContext } from '../../pipeline/feature.ts';
import { exchangeBytes, serveSteps, type TestServer } from '../test-server.ts';
import { handlerFile, handlers } from './handlers.ts';

let root: string;
let reports: string[];
let server: TestServer;
let feature: Feature;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portico-handlers-'));
  reports = [];
});
afterEach(async () => {
  await server?.close();
  await feature?.close?.();
  rmSync(root, { recursive: true, force: true });
});

let clock = Date.now() / 1000 - 1000;
function write(text: string): void {
  const file = join(root, 'handlers.mjs');
  writeFileSync(file, text);
  clock += 10;
  utimesSync(file, clock, clock);
}

async function start(text: string, timeoutMs = 30_000) {
  write(text);
  const config = serverConfigSchema.parse({ root, handlers: 'handlers.mjs' });
  feature = handlers(
    'handlers.mjs',
    { config, report: (line: string) => reports.push(line) } as unknown as FeatureContext,
    timeoutMs,
  );
  server = await serveSteps(feature.step);
}
const get = (path = '/', init?: RequestInit) => fetch(server.url + path, { redirect: 'manual', ...init });

describe('a module', () => {
  test('answers with default fetch: method, address, fields and content are those of the request', async () => {
    await start(`export default { async fetch(request) {
      const { method, url } = request;
      return Response.json({ method, url, own: request.headers.get('x-own'), text: await request.text() }, { status: 201, headers: { 'x-a': 'b' } });
    } }`);
    const response = await get('/a%20b?c=d', { method: 'POST', body: 'hello', headers: { 'X-Own': 'yes' } });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-a')).toBe('b');
    expect(response.headers.get('content-length')).not.toBeNull();
    expect(await response.json()).toEqual({
      method: 'POST',
      url: `${server.url}/a%20b?c=d`,
      own: 'yes',
      text: 'hello',
    });
  });

  test('answers with functions named after methods; HEAD is a GET without its content', async () => {
    await start(`export const GET = () => new Response('got');
      export async function DELETE() { return new Response(null, { status: 204 }); }`);
    expect(await (await get()).text()).toBe('got');
    const head = await get('/', { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '3', '']);
    expect((await get('/', { method: 'DELETE' })).status).toBe(204);
    expect((await get('/', { method: 'PUT', body: 'x' })).status).toBe(404);
  });

  test('passes on what it returns undefined for', async () => {
    await start(
      'export default { fetch(request) { if (request.url.endsWith("/mine")) return new Response("mine"); } }',
    );
    expect((await get('/other')).status).toBe(404);
    expect(await (await get('/mine')).text()).toBe('mine');
  });

  test('sets several cookies, and nothing that is the business of the connection', async () => {
    await start(
      `export const GET = () => new Response('x', { headers: [['set-cookie', 'a=1'], ['set-cookie', 'b=2'], ['connection', 'x'], ['transfer-encoding', 'y']] })`,
    );
    const response = await get();
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.text()).toBe('x');
  });

  test('streams: events arrive as they are written, and it learns when the client leaves', async () => {
    await start(`export const GET = (request) => {
      let timer;
      request.signal.addEventListener('abort', () => console.log('left'));
      const body = new ReadableStream({
        start(controller) { let i = 0; timer = setInterval(() => controller.enqueue('data: ' + i++ + '\\n\\n'), 20); },
        cancel() { clearInterval(timer); console.log('cancelled'); },
      });
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    }`);
    const controller = new AbortController();
    const response = await get('/', { signal: controller.signal });
    const reader = response.body?.getReader();
    let text = '';
    while (!text.includes('data: 3')) text += Buffer.from((await reader?.read())?.value ?? []).toString();
    controller.abort();
    await vi.waitFor(() => expect(reports.join()).toMatch(/left.*cancelled|cancelled.*left/s));
    expect(server.failures).toEqual([]);
  });

  test('streams 32 MiB through itself, no faster than the client reads', async () => {
    await start('export const POST = (request) => new Response(request.body)');
    const { port } = server;
    const request = http.request({ port, method: 'POST', headers: { 'Content-Length': 32 << 20 } });
    const answered = once(request, 'response') as Promise<[IncomingMessage]>;
    let received = 0;
    const read = answered.then(async ([response]) => {
      for await (const chunk of response) received += (chunk as Buffer).length;
    });
    const block = Buffer.alloc(1 << 20, 'z');
    for (let i = 0; i < 32; i++) if (!request.write(block)) await once(request, 'drain');
    request.end();
    await read;
    expect(received).toBe(32 << 20);
  });

  test('gives up on content that it waits for: what comes too late hurts nobody', async () => {
    await start(`let n = 0; export default { async fetch(request) {
      n++;
      if (!request.body) return new Response(String(n));
      const reader = request.body.getReader();
      await reader.read();
      void reader.read();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await reader.cancel();
      await new Promise((resolve) => setTimeout(resolve, 300));
      return new Response('enough');
    } }`);
    const request = http.request(server.url, { method: 'POST', headers: { 'Content-Length': 8 } });
    request.write('half');
    setTimeout(() => request.end('half'), 200);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
    response.resume();
    expect(await (await get()).text()).toBe('2');
    expect(reports).toEqual([]);
  });

  test('is imported again when it changes, its state with it', async () => {
    await start('let n = 0; export const GET = () => new Response("one " + ++n)');
    expect(await (await get()).text()).toBe('one 1');
    expect(await (await get()).text()).toBe('one 2');
    write('let n = 0; export const GET = () => new Response("two " + ++n)');
    expect(await (await get()).text()).toBe('two 1');
  });

  test('writes to the log', async () => {
    await start(
      'console.log("loaded"); export const GET = () => { console.error("asked\\nfor"); return new Response("x"); }',
    );
    await get();
    await vi.waitFor(() =>
      expect(reports).toEqual(expect.arrayContaining(['handlers: loaded', 'handlers: asked', 'handlers: for'])),
    );
  });

  test('does not hold up a request that another one waits for', async () => {
    await start(`export default { async fetch(request) {
      if (request.url.endsWith('/slow')) await new Promise((resolve) => setTimeout(resolve, 600));
      return new Response('x');
    } }`);
    const slow = get('/slow');
    const startedAt = performance.now();
    await get('/fast');
    expect(performance.now() - startedAt).toBeLessThan(500);
    expect((await slow).status).toBe(200);
  });
});

describe('a module that misbehaves', () => {
  test.each([
    [
      'throws',
      'export const GET = () => { throw new Error("boom"); }',
      /GET \/: Error: boom\n\s+at GET .*handlers\.mjs/,
    ],
    ['rejects with no error', 'export const GET = async () => { throw "just text"; }', /just text/],
    ['returns something else', 'export const GET = () => ({ status: 200 })', /It returned .* a Response is due/],
    ['cannot be parsed', 'export const GET = ', /cannot be used: .*SyntaxError/s],
    ['fails while it is imported', 'throw new Error("no start")', /cannot be used: Error: no start/],
    ['exports nothing of use', 'export const answer = 42', /exports neither/],
  ])('%s: 500, and the log has the reason', async (_, text, reason) => {
    await start(text);
    for (let i = 0; i < 2; i++) {
      const response = await get();
      expect(response.status).toBe(500);
      expect(await response.text()).not.toMatch(/boom|mjs/);
    }
    expect(reports.join('\n')).toMatch(reason);
    write('export const GET = () => new Response("mended")');
    expect(await (await get()).text()).toBe('mended');
  });

  test.each([
    ['ends its process', 'process.exit(1)'],
    ['throws outside any request', 'setTimeout(() => { throw new Error("later"); }); await new Promise(() => {})'],
  ])('%s: 500, and the next request is served', async (_, text) => {
    await start(
      `export default { async fetch(request) { if (request.url.endsWith('/bad')) { ${text} } return new Response('fine'); } }`,
    );
    expect((await get('/bad')).status).toBe(500);
    expect(await (await get('/good')).text()).toBe('fine');
    expect(reports.join('\n')).toMatch(/the module ended/);
  });

  test('never answers: 504, and it goes on in the same thread', async () => {
    await start(
      `let n = 0; export default { fetch(request) { n++; return request.url.endsWith('/never') ? new Promise(() => {}) : new Response(String(n)); } }`,
      300,
    );
    expect((await get('/never')).status).toBe(504);
    expect(await (await get('/')).text()).toBe('2');
  });

  test('loops: 504 for that request, the others go on in a new thread, and the loop is ended', async () => {
    await start(
      `export default { fetch(request) { if (request.url.endsWith('/loop')) for (;;); return new Response('fine'); } }`,
      2500,
    );
    await get('/');
    const looping = get('/loop');
    await new Promise((resolve) => setTimeout(resolve, 200));
    const startedAt = performance.now();
    expect(await (await get('/while')).text()).toBe('fine');
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect((await looping).status).toBe(504);
    expect(await (await get('/after')).text()).toBe('fine');
    expect(reports.join('\n')).toMatch(/endless loop/);
    const before = process.cpuUsage().user;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(process.cpuUsage(undefined).user - before).toBeLessThan(250_000);
  });

  test('fails in the middle of its stream: the answer does not look whole', async () => {
    await start(`export const GET = () => new Response(new ReadableStream({
      async start(controller) { controller.enqueue('half'); setTimeout(() => controller.error(new Error('broke')), 50); },
    }))`);
    const response = await get();
    await expect(response.text()).rejects.toThrow();
    await vi.waitFor(() => expect(reports.join('\n')).toMatch(/broke/));
  });

  test('sends more than it promised: the surplus stays here, and its stream is cancelled', async () => {
    await start(`export const GET = () => new Response(new ReadableStream({
      async pull(controller) { await new Promise((resolve) => setTimeout(resolve, 20)); controller.enqueue(new TextEncoder().encode('1234')); },
      cancel() { console.log('cancelled'); },
    }), { headers: { 'Content-Length': '6' } })`);
    const { port } = new URL(server.url);
    const text = await exchangeBytes(Number(port), 'GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    expect(text).toMatch(/\r\n\r\n1234$/);
    await vi.waitFor(() => expect(reports.join('\n')).toMatch(/cancelled/));
  });

  test('says how long nothing is: 204 has no length', async () => {
    await start(`export const GET = () => new Response(null, { status: 204, headers: { 'Content-Length': '0' } })`);
    const response = await get();
    expect([response.status, response.headers.get('Content-Length')]).toEqual([204, null]);
  });

  test('uses more memory than there is for it: 500, and the server lives', async () => {
    await start(`export default { fetch(request) {
      if (!request.url.endsWith('/eat')) return new Response('fine');
      const all = []; for (;;) all.push(new Array(1e6).fill(Math.random()));
    } }`);
    expect((await get('/eat')).status).toBe(500);
    expect(await (await get('/good')).text()).toBe('fine');
  });
});

test('a module that does not exist is refused at start', () => {
  const config = serverConfigSchema.parse({ root, handlers: 'none.mjs' });
  expect(() => handlers('none.mjs', { config } as FeatureContext)).toThrow(/none\.mjs does not exist/);
});

test('the source of the module is recognised by any name', () => {
  write('');
  const test = oneOfTest([handlerFile('handlers.mjs', root)]);
  expect(test(join(root, 'handlers.mjs'))).toBe(true);
  expect(test(join(root, 'HANDLERS.mjs'))).toBe(true);
  expect(test(join(root, 'other.mjs'))).toBe(false);
});
