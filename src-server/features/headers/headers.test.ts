import { expect, test } from 'vitest';
import type { Exchange } from '../../pipeline/exchange.ts';
import { serveFeatures } from '../serve-features.ts';
import { headers } from './headers.ts';

const page = { headers: [{ match: '/**', set: { 'X-Frame-Options': 'DENY', 'X-Powered-By': null } }] };
const answer = (exchange: Exchange) =>
  exchange.respond(200, { 'X-Powered-By': 'x', 'Cache-Control': 'no-cache' }, 'hello');

test('fields are set, replaced and, with null, removed', async () => {
  const rules = [...page.headers, { match: '/*.css', set: { 'cache-control': 'max-age=60' } }];
  const server = await serveFeatures({ headers: rules }, (config) => [headers(config.headers), answer]);
  const css = await server.fetch('/a.css');
  expect(css.headers.get('X-Frame-Options')).toBe('DENY');
  expect(css.headers.get('X-Powered-By')).toBeNull();
  expect(css.headers.get('Cache-Control')).toBe('max-age=60');
  expect((await server.fetch('/sub/a.css')).headers.get('Cache-Control')).toBe('no-cache');
});

test('of several rules the later wins', async () => {
  const rules = [
    { match: '/**', set: { 'X-A': 'all' } },
    { match: '/admin/**', set: { 'X-A': 'admin' } },
  ];
  const server = await serveFeatures({ headers: rules }, (config) => [headers(config.headers), answer]);
  expect((await server.fetch('/admin/x')).headers.get('X-A')).toBe('admin');
  expect((await server.fetch('/x')).headers.get('X-A')).toBe('all');
});

test('error answers have them too', async () => {
  const server = await serveFeatures(page, (config) => [headers(config.headers)]);
  const missing = await server.fetch('/nothing');
  expect(missing.status).toBe(404);
  expect(missing.headers.get('X-Frame-Options')).toBe('DENY');
});

test('the path is matched decoded', async () => {
  const rules = [{ match: '/my file.txt', set: { 'X-A': '1' } }];
  const server = await serveFeatures({ headers: rules }, (config) => [headers(config.headers), answer]);
  expect((await server.fetch('/my%20file.txt')).headers.get('X-A')).toBe('1');
});

test('a field that frames the message is refused at start', () => {
  expect(() => headers([{ match: '/**', set: { 'Content-Length': '0' } }])).toThrow(/"Content-Length" frames/);
});
