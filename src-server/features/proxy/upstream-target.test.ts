import { expect, test } from 'vitest';
import { parseRequestTarget } from '../../http/request-target.ts';
import { type Prefix, selectPrefix, upstreamTarget } from './upstream-target.ts';

const API: Prefix = { at: '/api', stripPrefix: false, basePath: '' };
const STRIPPED: Prefix = { ...API, stripPrefix: true };
const BASED: Prefix = { ...STRIPPED, basePath: '/v1' };

function upstream(prefix: Prefix, sent: string): string {
  const target = parseRequestTarget(sent);
  if (!target.ok) throw new Error(`a bad target: ${sent}`);
  return upstreamTarget(prefix, sent, target);
}

test.each([
  [API, '/api', '/api'],
  [API, '/api/a?b=c', '/api/a?b=c'],
  [STRIPPED, '/api', '/'],
  [STRIPPED, '/api/', '/'],
  [STRIPPED, '/api?b', '/?b'],
  [STRIPPED, '/api//a%2fb;v=1/%7Ex?q=[1]&q=%20', '//a%2fb;v=1/%7Ex?q=[1]&q=%20'],
  [BASED, '/api', '/v1/'],
  [BASED, '/api/a', '/v1/a'],
  [{ at: '', stripPrefix: false, basePath: '/v1' }, '/a/b', '/v1/a/b'],
  [STRIPPED, 'http://portico.test/api/a?b', '/a?b'],
])('%j turns %s into %s', (prefix, sent, expected) => {
  expect(upstream(prefix, sent)).toBe(expected);
});

test.each(['/x/../api/a', '//api/a', '/%61pi/a', '/./api/a', '/api/b/../a', '/api/%2e/a'])(
  '%s goes up in the form that both sides read alike',
  (sent) => {
    expect(upstream(STRIPPED, sent)).toBe('/a');
    expect(upstream(API, sent)).toMatch(/^\/(api|%61pi)\/a$/);
  },
);

test('a prefix covers whole segments, and the longest wins', () => {
  const sorted = ['/api/deep', '/api', ''].map((at) => ({ ...API, at }));
  expect(selectPrefix(sorted, '/api/deep/x')?.at).toBe('/api/deep');
  expect(selectPrefix(sorted, '/api/deeper')?.at).toBe('/api');
  expect(selectPrefix(sorted, '/apis')?.at).toBe('');
  expect(selectPrefix(sorted.slice(0, 2), '/apis')).toBeUndefined();
});
