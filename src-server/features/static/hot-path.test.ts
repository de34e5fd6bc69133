import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseConfig } from '../../config/parse.ts';
import type { ConfigInput } from '../../config/schema.ts';
import { FileServer } from '../../server.ts';
import { hashPassword } from '../auth/password-hash.ts';

let root: string;
let server: FileServer | undefined;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portico-hot-'));
});
afterEach(async () => {
  await server?.stop(0);
  rmSync(root, { recursive: true });
});

async function serve(options: ConfigInput = {}): Promise<string> {
  const parsed = parseConfig({ root, port: 0, ...options });
  if (!parsed.ok) throw parsed.errors[0];
  server = new FileServer(parsed.config);
  await server.start();
  return server.state.kind === 'running' ? `http://127.0.0.1:${server.state.port}` : '';
}

/** Old enough to be kept hot. */
function put(name: string, content: string): void {
  const path = join(root, name);
  writeFileSync(path, content);
  const before = Date.now() / 1000 - 60;
  utimesSync(path, before, before);
}

/** Asks until the answer comes past the pipeline: what was sent is kept a moment after its client has it. */
async function untilHot(ask: () => Promise<unknown>): Promise<void> {
  await vi.waitFor(async () => {
    await ask();
    expect(await newestCode()).toBe('static.hot');
  });
}

async function newestCode(): Promise<string | undefined> {
  return (await server?.detail(server.counters().requests))?.trace[0]?.code;
}

const text = async (url: string, headers: Record<string, string> = {}) => (await fetch(url, { headers })).text();

describe('a file that was asked for before', () => {
  test('is answered past the pipeline, and never when it has changed', async () => {
    put('a.txt', 'one');
    await wait(60); // ctime has to settle too
    const base = await serve();
    expect(await text(`${base}/a.txt`)).toBe('one');
    expect(await text(`${base}/a.txt`)).toBe('one');
    await untilHot(() => text(`${base}/a.txt`));
    writeFileSync(join(root, 'a.txt'), 'two');
    expect(await text(`${base}/a.txt`)).toBe('two');
    writeFileSync(join(root, 'a.txt'), 'six');
    expect(await text(`${base}/a.txt`)).toBe('six');
  });

  test('is gone when it is deleted, and new when another takes its place', async () => {
    put('a.txt', 'one');
    put('b.txt', 'two');
    await wait(60);
    const base = await serve();
    for (let i = 0; i < 2; i += 1) await text(`${base}/a.txt`);
    renameSync(join(root, 'b.txt'), join(root, 'a.txt'));
    expect(await text(`${base}/a.txt`)).toBe('two');
    rmSync(join(root, 'a.txt'));
    expect((await fetch(`${base}/a.txt`)).status).toBe(404);
  });

  test('is not modified past the pipeline, though its content was never sent', async () => {
    put('a.txt', 'one');
    await wait(60);
    const base = await serve();
    const head = await fetch(`${base}/a.txt`, { method: 'HEAD' });
    const etag = head.headers.get('etag') ?? '';
    const modified = head.headers.get('last-modified') ?? '';
    const ask = async (headers: Record<string, string>) => (await fetch(`${base}/a.txt`, { headers })).status;
    const longAgo = 'Thu, 01 Jan 1970 00:00:00 GMT';
    expect(await ask({ 'If-None-Match': etag, 'If-Modified-Since': longAgo })).toBe(304);
    expect(await ask({ 'If-None-Match': etag })).toBe(304);
    await untilHot(() => ask({ 'If-None-Match': etag }));
    expect(await ask({ 'If-Modified-Since': longAgo })).toBe(200);
    expect(await ask({ 'If-Modified-Since': modified })).toBe(304);
    await untilHot(async () => expect(await ask({ 'If-Modified-Since': longAgo })).toBe(200));
    expect(await text(`${base}/a.txt`)).toBe('one');
  });

  test('is not modified by its date past the pipeline', async () => {
    put('a.txt', 'one');
    await wait(60);
    const base = await serve();
    const modified = (await fetch(`${base}/a.txt`, { method: 'HEAD' })).headers.get('last-modified') ?? '';
    const ask = async (since: string) =>
      (await fetch(`${base}/a.txt`, { headers: { 'If-Modified-Since': since } })).status;
    for (let i = 0; i < 2; i += 1) expect(await ask(modified)).toBe(304);
    await untilHot(() => ask(modified));
    expect(await ask(new Date(Date.parse(modified) + 5_000).toUTCString())).toBe(304);
    expect(await ask(new Date(Date.parse(modified) - 5_000).toUTCString())).toBe(200);
  });

  test('gives way to an index file of a higher rank', async () => {
    put('index.htm', 'second');
    await wait(60);
    const base = await serve();
    for (let i = 0; i < 2; i += 1) expect(await text(`${base}/`)).toBe('second');
    put('index.html', 'first');
    expect(await text(`${base}/`)).toBe('first');
  });

  test('is 304 for its own validators', async () => {
    put('a.txt', 'one');
    await wait(60);
    const base = await serve();
    const first = await fetch(`${base}/a.txt`);
    const entityTag = first.headers.get('etag') ?? '';
    const lastModified = first.headers.get('last-modified') ?? '';
    for (const headers of [{ 'If-None-Match': `"x", W/${entityTag}` }, { 'If-Modified-Since': lastModified }]) {
      const again = await fetch(`${base}/a.txt`, { headers });
      expect([again.status, again.headers.get('etag')]).toEqual([304, entityTag]);
      expect(again.headers.get('content-type')).toBeNull();
    }
    await untilHot(() => fetch(`${base}/a.txt`, { headers: { 'If-None-Match': entityTag } }));
  });

  test('is kept apart by Accept-Encoding', async () => {
    put('a.css', 'x'.repeat(5_000));
    await wait(60);
    const base = await serve();
    for (const coding of ['gzip', 'br', 'identity', 'gzip', 'br', 'identity']) {
      const response = await fetch(`${base}/a.css`, { headers: { 'Accept-Encoding': coding } });
      expect(response.headers.get('content-encoding') ?? 'identity').toBe(coding);
      expect(await response.text()).toBe('x'.repeat(5_000));
    }
  });
});

test('a coded form beside a file is answered past the pipeline, while it and the file are as they were', async () => {
  const gzipped = (content: string) => gzipSync(content).toString('latin1');
  const putCoded = (content: string) => {
    writeFileSync(join(root, 'a.css.gz'), gzipped(content), 'latin1');
    const before = Date.now() / 1000 - 60;
    utimesSync(join(root, 'a.css.gz'), before, before);
  };
  put('a.css', 'original');
  putCoded('beside it');
  await wait(60);
  const base = await serve();
  const ask = () => text(`${base}/a.css`, { 'Accept-Encoding': 'gzip' });
  for (let i = 0; i < 2; i += 1) expect(await ask()).toBe('beside it');
  await untilHot(ask);
  expect(await text(`${base}/a.css`, { 'Accept-Encoding': 'identity' })).toBe('original');
  putCoded('made anew');
  expect(await ask()).toBe('made anew');
  writeFileSync(join(root, 'a.css'), 'newer than what is beside it');
  expect(await ask()).toBe('newer than what is beside it');
});

test('an absence is remembered until something is there', async () => {
  const base = await serve();
  for (let i = 0; i < 3; i += 1) expect((await fetch(`${base}/a.txt`)).status).toBe(404);
  await untilHot(() => fetch(`${base}/a.txt`));
  put('a.txt', 'here');
  expect(await text(`${base}/a.txt`)).toBe('here');
});

test('a foreign Host is refused for hot files too', async () => {
  put('a.txt', 'one');
  await wait(60);
  const base = await serve();
  for (let i = 0; i < 2; i += 1) await text(`${base}/a.txt`);
  const status = await new Promise((resolve) => {
    request(`${base}/a.txt`, { headers: { Host: 'evil.example' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
  });
  expect(status).toBe(421);
});

describe('beside features that tell requests apart', () => {
  test('live reload: documents for people and for scripts are kept apart', async () => {
    put('index.html', '<body>page</body>');
    put('a.css', 'a{}');
    await wait(60);
    const base = await serve({ liveReload: true });
    const shown = { Accept: 'text/html', 'Sec-Fetch-Dest': 'document' };
    const fetched = { Accept: 'text/html', 'Sec-Fetch-Dest': 'empty' };
    for (let i = 0; i < 3; i += 1) {
      expect(await ask(`${base}/`, shown)).toMatch(/<script/);
      expect(await ask(`${base}/`, fetched)).toBe('<body>page</body>');
      expect(await ask(`${base}/a.css`)).toBe('a{}');
    }
    await untilHot(() => ask(`${base}/`, shown));
    await untilHot(() => ask(`${base}/`, fetched));
    await untilHot(() => ask(`${base}/a.css`));
    expect(await ask(`${base}/`, shown)).toMatch(/<script/);
    expect(await ask(`${base}/`, fetched)).toBe('<body>page</body>');
  });

  test('auth: only who was let in before is answered from memory', async () => {
    put('a.txt', 'secret');
    await wait(60);
    const users = [{ name: 'ann', passwordHash: await hashPassword('right'), access: 'read' as const }];
    const base = await serve({ auth: { users } });
    const as = (password: string) => ({ Authorization: `Basic ${btoa(`ann:${password}`)}` });
    for (let i = 0; i < 4; i += 1) expect(await ask(`${base}/a.txt`, as('right'))).toBe('secret');
    await untilHot(() => ask(`${base}/a.txt`, as('right')));
    for (const headers of [as('wrong'), {}, { Authorization: 'Bearer right' }]) {
      expect(await ask(`${base}/a.txt`, headers)).not.toContain('secret');
    }
    expect(await ask(`${base}/a.txt`, { ...as('right'), 'If-None-Match': '*' })).toBe('');
  });

  test('CORS for certain origins: no origin gets the answer of another', async () => {
    put('a.txt', 'one');
    await wait(60);
    const base = await serve({ cors: { origins: ['https://a.example'] } });
    const allowed = async (origin: string) =>
      (await fetch(`${base}/a.txt`, { headers: { Origin: origin } })).headers.get('access-control-allow-origin');
    for (let i = 0; i < 2; i += 1) {
      expect(await allowed('https://a.example')).toBe('https://a.example');
      expect(await allowed('https://b.example')).toBeNull();
    }
  });

  test('throttle: each request is slowed', async () => {
    put('a.txt', 'one');
    await wait(60);
    const base = await serve({ throttle: { latencyMs: 30 } });
    for (let i = 0; i < 3; i += 1) expect(await ask(`${base}/a.txt`)).toBe('one');
    expect(await newestCode()).not.toBe('static.hot');
  });

  /** `fetch` sets Sec-Fetch fields of its own. */
  function ask(url: string, headers: Record<string, string> = {}): Promise<string> {
    return new Promise((resolve, reject) => {
      request(url, { headers }, (response) => {
        let content = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          content += part;
        });
        response.once('end', () => resolve(content));
      })
        .once('error', reject)
        .end();
    });
  }
});
