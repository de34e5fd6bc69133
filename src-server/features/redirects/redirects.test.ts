import { expect, test } from 'vitest';
import type { ConfigInput } from '../../config/schema.ts';
import { serveFeatures } from '../serve-features.ts';
import { exchangeBytes } from '../test-server.ts';
import { redirects } from './redirects.ts';

const serve = (rules: ConfigInput['redirects']) =>
  serveFeatures({ redirects: rules }, (config) => [redirects(config.redirects)]);

test.each([
  ['/old', '/new', '/old', '/new'],
  ['/old', '/new', '/old?a=1', '/new?a=1'],
  ['/old', '/new?b=2', '/old?a=1', '/new?b=2'],
  ['/blog/*', '/articles/*', '/blog/2024/x.html', '/articles/2024/x.html'],
  ['/user/:id', 'https://example.com/people/:id', '/user/a%20b', 'https://example.com/people/a%20b'],
  ['/:year/:title', '/posts/:title?year=:year', '/2024/hello', '/posts/hello?year=2024'],
])('%s → %s sends %s to %s', async (from, to, target, location) => {
  const server = await serve([{ from, to }]);
  const response = await server.fetch(target);
  expect([response.status, response.headers.get('Location')]).toEqual([302, location]);
});

test('the status is the one given, the first rule that matches wins, and other paths go on', async () => {
  const server = await serve([
    { from: '/a', to: '/b', status: 308 },
    { from: '/*', to: '/c', status: 301 },
  ]);
  expect((await server.fetch('/a', { method: 'POST', body: 'x' })).status).toBe(308);
  expect((await server.fetch('/x')).status).toBe(301);
  expect((await server.fetch('/c')).status).toBe(404); // a rule that leads to itself is no redirect
});

test.each([
  '/go//evil.invalid',
  '/go/%2Fevil.invalid',
  '/go/%2F%2Fevil.invalid/..',
  '/go/%5Cevil.invalid',
  '/go/%09/evil.invalid',
])('%s never leads to another host', async (target) => {
  const server = await serve([{ from: '/go/*', to: '/*' }]);
  const head = await exchangeBytes(server.port, `GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
  const location = /^Location: (.*)$/m.exec(head)?.[1] ?? '/';
  expect(new URL(location, 'http://portico.test/').host).toBe('portico.test');
});

test('a captured line break stays encoded', async () => {
  const server = await serve([{ from: '/go/*', to: '/to/*' }]);
  const response = await server.fetch('/go/a%0D%0ASet-Cookie:%20x=1');
  expect(response.headers.get('Location')).toBe('/to/a%0D%0ASet-Cookie%3A%20x%3D1');
  expect(response.headers.get('Set-Cookie')).toBeNull();
});

test('a target whose host would come from the request is refused at start', () => {
  expect(() => redirects([{ from: '/go/*', to: 'https://*', status: 302 }])).toThrow(/takes its host/);
});
