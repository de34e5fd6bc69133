import { expect, test } from 'vitest';
import type { ConfigInput } from '../../config/schema.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { serveFeatures } from '../serve-features.ts';
import { caching } from './caching.ts';

/** Answers as the step and with the status in the query, as if it sent a file for "static". */
const answer = (exchange: Exchange) => {
  const query = new URLSearchParams(exchange.target.query);
  exchange.step = query.get('step') ?? 'static';
  if (exchange.step === 'static') exchange.file = '/file';
  if (query.has('user')) exchange.user = { name: 'ann', access: 'read' };
  const own = query.get('own');
  exchange.respond(Number(query.get('status') ?? 200), own ? { 'Cache-Control': own } : {}, 'x');
};
const cacheControl = async (cache: NonNullable<ConfigInput['cache']>, target: string) => {
  const server = await serveFeatures({ cache }, (config) => [caching(config.cache), answer]);
  return (await server.fetch(target)).headers.get('Cache-Control');
};
const aged = { maxAgeS: 60, immutable: '/assets/**' };

test.each([
  ['revalidate', '/', 'no-cache'],
  ['no-store', '/', 'no-store'],
  [aged, '/a.html', 'public, max-age=60'],
  [aged, '/a.html?status=304', 'public, max-age=60'],
  [aged, '/a.html?user=1', 'private, max-age=60'],
  [aged, '/assets/js/a.1f2.js', 'public, max-age=60, immutable'],
  [{ immutable: ['/assets/*'] }, '/assets/a.js', 'public, max-age=31536000, immutable'],
  [{ immutable: ['/assets/*'] }, '/a.html', 'no-cache'],
  [aged, '/a.html?status=404', 'no-cache'],
  [aged, '/?step=listing', 'no-cache'],
] as const)('cache %j: %s has "%s"', async (cache, target, expected) => {
  expect(await cacheControl(cache as NonNullable<ConfigInput['cache']>, target)).toBe(expected);
});

test.each(['proxy', 'cgi', 'handlers', 'rest'])('%s decides itself', async (step) => {
  expect(await cacheControl('no-store', `/?step=${step}&own=max-age%3D5`)).toBe('max-age=5');
  expect(await cacheControl('no-store', `/?step=${step}`)).toBeNull();
});
