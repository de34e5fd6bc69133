import { expect, test } from 'vitest';
import type { ConfigInput } from '../../config/schema.ts';
import { serveFeatures } from '../serve-features.ts';
import { routes } from './routes.ts';

const serve = async (list: ConfigInput['routes']) =>
  serveFeatures({ routes: list }, (config, context) => [routes(config.routes, context)]);
const json = (value: unknown) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: typeof value === 'string' ? value : JSON.stringify(value),
});

test('text is answered as text, anything else as JSON', async () => {
  const server = await serve([
    { path: '/text', body: 'hello' },
    { path: '/json', body: { ok: true, list: [1, null] }, status: 202, headers: { 'X-A': 'b' } },
    { path: '/empty', status: 204 },
  ]);
  const text = await server.fetch('/text');
  expect([text.headers.get('Content-Type'), await text.text()]).toEqual(['text/plain; charset=utf-8', 'hello']);
  const answer = await server.fetch('/json');
  expect([answer.status, answer.headers.get('X-A')]).toEqual([202, 'b']);
  expect(answer.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
  expect(await answer.json()).toEqual({ ok: true, list: [1, null] });
  expect((await server.fetch('/empty')).status).toBe(204);
});

test('placeholders are filled from path, query and content', async () => {
  const server = await serve([
    { path: '/hi/:name', body: 'Hi {{params.name}}, {{ query.greeting }}! {{query.none}}{{params.__proto__}}' },
    {
      path: '/echo',
      method: 'POST',
      body: { got: '{{body.user.name}}', all: '{{body.user}}', none: '{{body.constructor}}' },
    },
  ]);
  expect(await (await server.fetch('/hi/Ann%20B?greeting=welcome')).text()).toBe('Hi Ann B, welcome! ');
  const echoed = await server.fetch('/echo', json({ user: { name: 'O"Hara' } }));
  expect(await echoed.json()).toEqual({ got: 'O"Hara', all: '{"name":"O\\"Hara"}', none: '' });
});

test('a form is content too', async () => {
  const server = await serve([{ path: '/', method: 'POST', body: '{{body.a}}' }]);
  const response = await server.fetch('/', { method: 'POST', body: new URLSearchParams({ a: 'x y' }) });
  expect(await response.text()).toBe('x y');
});

test('a value is written so that it stays a value', async () => {
  const type = (value: string) => ({ headers: { 'Content-Type': value } });
  const server = await serve([
    { path: '/plain', body: '{{query.v}}' },
    { path: '/html', body: '<b>{{query.v}}</b>', ...type('text/html') },
    { path: '/json', body: '{"v": "{{query.v}}"}', ...type('application/json') },
    { path: '/field', headers: { Location: '/to/{{query.v}}' }, status: 302 },
  ]);
  const v = encodeURIComponent('<i>"ü"\r\n');
  expect(await (await server.fetch(`/plain?v=${v}`)).text()).toBe('<i>"ü"\r\n');
  expect(await (await server.fetch(`/html?v=${v}`)).text()).toBe('<b>&lt;i&gt;&quot;ü&quot;\r\n</b>');
  expect(await (await server.fetch(`/json?v=${v}`)).json()).toEqual({ v: '<i>"ü"\r\n' });
  expect((await server.fetch(`/field?v=${v}`)).headers.get('Location')).toBe('/to/<i>"%C3%BC"%0D%0A');
});

test('methods are told apart; HEAD is answered like GET; "*" is any', async () => {
  const server = await serve([
    { path: '/a', body: 'got' },
    { path: '/a', method: 'PUT', body: 'put' },
    { path: '/b', method: '*', body: 'any' },
  ]);
  expect(await (await server.fetch('/a', { method: 'PUT' })).text()).toBe('put');
  expect((await server.fetch('/a', { method: 'HEAD' })).headers.get('Content-Length')).toBe('3');
  expect((await server.fetch('/a', { method: 'DELETE' })).status).toBe(404);
  expect(await (await server.fetch('/b', { method: 'PATCH' })).text()).toBe('any');
});

test('wrong JSON is 400 and says where, but only where the content is used', async () => {
  const server = await serve([
    { path: '/used', method: 'POST', body: '{{body.a}}' },
    { path: '/unused', method: 'POST', body: 'fine' },
  ]);
  const refused = await server.fetch('/used', json('{"a": }'));
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain('line 1, column 7');
  expect((await server.fetch('/unused', json('{"a": }'))).status).toBe(200);
});

test('too much content is 413', async () => {
  const server = await serve([{ path: '/', method: 'POST', body: '{{body.a}}' }]);
  expect((await server.fetch('/', json({ a: 'x'.repeat(1_100_000) }))).status).toBe(413);
});

test('the answer can be delayed', async () => {
  const server = await serve([{ path: '/', body: 'late', delayMs: 80 }]);
  const start = performance.now();
  await server.fetch('/');
  expect(performance.now() - start).toBeGreaterThan(79);
});

test.each(['Content-Length', 'transfer-encoding', 'Connection'])("%s is the server's own affair", async (name) => {
  await expect(serve([{ path: '/' }, { path: '/a', headers: { [name]: '1' } }])).rejects.toThrow(
    new RegExp(`routes\\[1\\]\\.headers: "${name}" frames`),
  );
});
