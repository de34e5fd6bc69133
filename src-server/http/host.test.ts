import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseHost } from './host.ts';

test.each([
  ['localhost', { hostname: 'localhost' }],
  ['LocalHost:8000', { hostname: 'localhost', port: 8000 }],
  ['127.0.0.1:80', { hostname: '127.0.0.1', port: 80 }],
  ['a_b.local:', { hostname: 'a_b.local' }],
  ['[::1]:8443', { hostname: '::1', port: 8443 }],
  ['[::1]', { hostname: '::1' }],
  ['[0:0:0:0:0:0:0:1]', { hostname: '::1' }],
  ['[FE80::A]', { hostname: 'fe80::a' }],
  ['[::FFFF:7F00:1]', { hostname: '::ffff:127.0.0.1' }],
  ['[::ffff:192.0.2.9]:80', { hostname: '::ffff:192.0.2.9', port: 80 }],
  ['x:065535', { hostname: 'x', port: 65_535 }],
  ['x%41', { hostname: 'x%41' }],
])('%s is a host', (field, expected) => {
  expect(parseHost(field)).toEqual(expected);
});

test.each([
  undefined,
  '',
  ' ',
  ':80',
  'a b',
  ' a',
  'a:b',
  'a:80:80',
  'a:-1',
  'a:65536',
  'a:99999999999999999999',
  'user@host',
  'user:pw@host',
  'a/b',
  'a?b',
  'a#b',
  'a\\b',
  '::1',
  '[::1',
  '::1]',
  '[::1]x',
  '[::g]',
  '[1.2.3.4]',
  '[fe80::1%eth0]',
  '[v1.a]',
  'a%4',
  'é',
  'a\n',
  '<script>',
  'a'.repeat(300),
])('%j is not a host', (field) => {
  expect(parseHost(field)).toBeUndefined();
});

test('whatever is accepted is lower case and free of delimiters', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'aZ0.-:[]@/\\ %?#1') }), (field) => {
      const host = parseHost(field);
      if (!host) return;
      expect(host.hostname).toBe(host.hostname.toLowerCase());
      expect(host.hostname).not.toMatch(/[[\]@/\\?#\s]/);
      expect(host.port ?? 0).toBeLessThanOrEqual(65_535);
    }),
    { numRuns: 50_000 },
  );
});
