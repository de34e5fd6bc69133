import { expect, test } from 'vitest';
import type { Subject } from '../support/served.ts';

const post = (body: BodyInit, headers: Record<string, string> = {}): RequestInit => ({ method: 'POST', body, headers });
const jsonPost = (value: unknown) => post(JSON.stringify(value), { 'Content-Type': 'application/json' });

export function routeCases(subject: Subject): void {
  test('canned answers are filled from path, query and content', async () => {
    const { fetch } = await subject();
    expect(await (await fetch('/canned/a%20b?y=z')).text()).toBe('canned a b z');
    const login = await fetch('/login', jsonPost({ user: 'an"n' }));
    expect([login.status, login.headers.get('X-Route'), await login.json()]).toEqual([
      201,
      'yes',
      { token: 'of an"n' },
    ]);
    for (const method of ['GET', 'DELETE', 'PUT']) expect((await fetch('/any', { method })).status).toBe(418);
  });

  test('wrong or too much content is refused where it is used', async () => {
    const { fetch } = await subject();
    expect((await fetch('/login', post('{', { 'Content-Type': 'application/json' }))).status).toBe(400);
    expect((await fetch('/login', jsonPost({ user: 'x'.repeat(100_001) }))).status).toBe(413);
  });
}

export function handlerCases(subject: Subject): void {
  test('a handler answers what is no file, with content and streams', async () => {
    const { fetch, origin } = await subject();
    expect(await (await fetch('/hello')).text()).toBe('handled');
    const shouted = await fetch('/shout', post('grüße'));
    expect([shouted.status, await shouted.text()]).toEqual([202, 'GRÜSSE']);
    expect(await (await fetch('/stream')).text()).toBe('piece 0;piece 1;piece 2;');
    expect(await (await fetch('/url?a=b')).json()).toEqual({ url: `${origin}/url?a=b`, method: 'GET' });
  });

  test('files go first, the rest goes on, the module is not shown', async () => {
    const { fetch } = await subject();
    expect(await (await fetch('/list/a.txt')).text()).toBe('a');
    for (const path of ['/handlers.mjs', '/none.txt', '/handlers.mjs/']) expect((await fetch(path)).status).toBe(404);
  });

  test('what it throws is in the log and nowhere else', async () => {
    const { fetch, logged } = await subject();
    const failed = await fetch('/throw');
    expect([failed.status, await failed.text()]).toEqual([500, expect.not.stringMatching(/oh no|handlers\.mjs/)]);
    await logged(/Error: oh no/);
    expect((await fetch('/hello')).status).toBe(200);
  });
}

export function inspectCases(subject: Subject): void {
  const ask = async (path: string, init?: RequestInit) =>
    (await (await (await subject()).fetch(path, init)).json()) as Record<string, unknown>;

  test('method, path, query and fields are told', async () => {
    const told = await ask('/inspect/a%20b?x=1&y=2&x=3', { method: 'DELETE', headers: { 'X-Test': 'yes' } });
    expect(told).toMatchObject({
      method: 'DELETE',
      path: '/inspect/a b',
      target: '/inspect/a%20b?x=1&y=2&x=3',
      client: '127.0.0.1',
    });
    expect(told).toMatchObject({ query: { x: ['1', '3'], y: '2' }, headers: { 'x-test': 'yes' } });
  });

  test('content is parsed by its type', async () => {
    expect(await ask('/inspect', jsonPost({ a: [1] }))).toMatchObject({ json: { a: [1] } });
    expect(await ask('/inspect', post('{', { 'Content-Type': 'application/json' }))).toMatchObject({
      json: null,
      jsonError: expect.any(String),
    });
    expect(await ask('/inspect', post(new URLSearchParams({ a: '1', b: 'ü' })))).toMatchObject({
      form: { a: '1', b: 'ü' },
    });
    const body = new FormData();
    body.set('title', 'Grüße');
    body.set('photo', new Blob([new Uint8Array(5)], { type: 'image/png' }), 'größe.png');
    expect(await ask('/inspect', post(body))).toMatchObject({
      form: { title: 'Grüße' },
      files: [{ field: 'photo', filename: 'größe.png', contentType: 'image/png', size: 5 }],
    });
  });

  test('status, delay and echo do what their names say', async () => {
    const { fetch } = await subject();
    for (const status of [200, 204, 302, 304, 404, 418, 503])
      expect((await fetch(`/inspect/status/${status}`)).status).toBe(status);
    const startedAt = performance.now();
    await (await fetch('/inspect/delay/0.1')).text();
    expect(performance.now() - startedAt).toBeGreaterThan(99);
    const echoed = await fetch('/inspect/echo', post('hey', { 'Content-Type': 'text/x-own' }));
    expect([echoed.headers.get('Content-Type'), await echoed.text()]).toEqual(['text/x-own', 'hey']);
    expect((await fetch('/inspect', post('x'.repeat(100_001)))).status).toBe(413);
  });
}
