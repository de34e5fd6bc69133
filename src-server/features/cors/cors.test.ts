import { expect, test } from 'vitest';
import type { ConfigInput } from '../../config/schema.ts';
import { HttpError } from '../../errors.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { serveFeatures } from '../serve-features.ts';
import { cors } from './cors.ts';

const answer = (exchange: Exchange) => {
  if (exchange.method === 'OPTIONS') throw new HttpError(401);
  exchange.respond(200, { ETag: '"a"' }, 'hello');
};
const serve = (option: NonNullable<ConfigInput['cors']>) =>
  serveFeatures({ cors: option }, (config) => [...(config.cors ? [cors(config.cors)] : []), answer]);
const from = (origin: string, more: Record<string, string> = {}) => ({ headers: { Origin: origin, ...more } });

test('true lets any origin read, without credentials', async () => {
  const server = await serve(true);
  const { headers } = await server.fetch('/', from('https://a.example'));
  expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(headers.get('Access-Control-Allow-Credentials')).toBeNull();
  expect(headers.get('Access-Control-Expose-Headers')).toContain('Content-Range');
  expect(headers.get('Access-Control-Expose-Headers')).toMatch(/X-Total-Count, Link/);
  expect(headers.get('Vary')).toBeNull();
});

test('a preflight is answered before anything else sees it', async () => {
  const server = await serve(true);
  const { status, headers } = await server.fetch('/x', {
    method: 'OPTIONS',
    headers: {
      Origin: 'https://a.example',
      'Access-Control-Request-Method': 'PUT',
      'Access-Control-Request-Headers': 'content-type, authorization',
    },
  });
  expect(status).toBe(204);
  expect(headers.get('Access-Control-Allow-Methods')).toContain('PUT');
  expect(headers.get('Access-Control-Allow-Headers')).toBe('content-type, authorization, Range');
  expect(headers.get('Access-Control-Max-Age')).toBe('600');
  expect(headers.get('Vary')).toContain('Access-Control-Request-Headers');
});

test('OPTIONS without the fields of a preflight is not one', async () => {
  const server = await serve(true);
  expect((await server.fetch('/', { method: 'OPTIONS', ...from('https://a.example') })).status).toBe(401);
});

test('named origins are reflected, others get nothing, and caches are told', async () => {
  const server = await serve({ origins: ['https://a.example', 'http://localhost:5173'], credentials: true });
  const named = await server.fetch('/', from('http://localhost:5173'));
  expect(named.headers.get('Access-Control-Allow-Origin')).toBe('http://localhost:5173');
  expect(named.headers.get('Access-Control-Allow-Credentials')).toBe('true');
  for (const response of [await server.fetch('/', from('https://b.example')), await server.fetch('/')]) {
    expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(response.headers.get('Vary')).toBe('Origin');
  }
});

test('an error answer can be read too', async () => {
  const server = await serveFeatures({ cors: true }, () => [cors(true)]);
  const { status, headers } = await server.fetch('/', from('https://a.example'));
  expect([status, headers.get('Access-Control-Allow-Origin')]).toEqual([404, '*']);
});

test.each([
  [{ origins: ['*'], credentials: true }, /named/],
  [{ origins: ['https://a.example/'] }, /not an origin/],
  [{ origins: ['a.example'] }, /not an origin/],
])('%j is refused at start', async (option, problem) => {
  await expect(serve(option)).rejects.toThrow(problem);
});
