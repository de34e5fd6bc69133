import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRequestTarget } from './request-target.ts';

const accepted = (raw: string) => {
  const target = parseRequestTarget(raw);
  if (!target.ok) throw new Error(`${raw}: ${target.reason}`);
  return target;
};

describe('the path', () => {
  test.each([
    ['/', '/', [], true],
    ['/a', '/a', ['a'], false],
    ['/a/b/', '/a/b/', ['a', 'b'], true],
    ['/a%20b', '/a b', ['a b'], false],
    ['/%e4%bd%a0', '/你', ['你'], false],
    ['/\u00e4\u00bd\u00a0', '/你', ['你'], false], // raw UTF-8, as Node hands it over
    ['/a%2Fb', '/a/b', ['a/b'], false],
    ['/%252e%252e/x', '/%2e%2e/x', ['%2e%2e', 'x'], false], // decoded once only
    ['/100%25', '/100%', ['100%'], false],
    ['/a%0Ab', '/a\nb', ['a\nb'], false],
    ['/back%5Cslash', '/back\\slash', ['back\\slash'], false],
    ['/a+b', '/a+b', ['a+b'], false],
    ["/a;b=c,d:e@f!$&'()*", "/a;b=c,d:e@f!$&'()*", ["a;b=c,d:e@f!$&'()*"], false],
    ['/a|b[c]{d}^', '/a|b[c]{d}^', ['a|b[c]{d}^'], false],
    ['/./a', '/a', ['a'], false],
    ['/a/.', '/a/', ['a'], true],
    ['/a/b/..', '/a/', ['a'], true],
    ['/a/..', '/', [], true],
    ['/a/b/../c', '/a/c', ['a', 'c'], false],
    ['/a/%2e/%2E%2e/b', '/b', ['b'], false],
    ['/a/.%2e/b', '/b', ['b'], false],
    ['/.../a', '/.../a', ['...', 'a'], false],
    ['/..a/b..', '/..a/b..', ['..a', 'b..'], false],
    ['/.git', '/.git', ['.git'], false],
    ['//', '/', [], true],
    ['//evil.example/a', '/evil.example/a', ['evil.example', 'a'], false],
    ['/a///b//', '/a/b/', ['a', 'b'], true],
    ['/a//../b', '/b', ['b'], false],
  ])('of %j is %j', (raw, path, segments, trailingSlash) => {
    expect(accepted(raw)).toMatchObject({ form: 'origin', path, segments, trailingSlash, query: '', hasQuery: false });
  });

  test.each([
    ['//evil.example', '/evil.example'],
    ['/%2Fevil', '/%2Fevil'],
    ['/a/%2e%2e/b%20c/', '/b%20c/'],
    ['/\u00c3\u00bc', '/%C3%BC'],
    ['/a/..', '/'],
  ])('of %j stays encoded as %j', (raw, rawPath) => {
    expect(accepted(raw).rawPath).toBe(rawPath);
  });
});

test.each([
  ['/a?', '', true],
  ['/a?b=c', 'b=c', true],
  ['/a?b?c', 'b?c', true],
  ['/?/../x%', '/../x%', true],
  ['/a?p=C:\\x', 'p=C:\\x', true],
])('the query of %s is %j', (raw, query, hasQuery) => {
  expect(accepted(raw)).toMatchObject({ query, hasQuery });
});

test.each([
  '',
  'a',
  'a/b',
  '?',
  '**',
  '/%',
  '/%4',
  '/%zz',
  '/%%32%65',
  '/a%00',
  '/%C0%AE%C0%AE/x',
  '/%ff',
  '/%ED%A0%80',
  '/\u00ff',
  '/a b',
  '/a\tb',
  '/a\r\nb',
  '/a\0',
  '/a\u007f',
  '/a\\b',
  '/\\evil.example',
  '/a#b',
  '/a?b#c',
  '/a?b c',
  '/a?\n',
  '/\u0100',
  'ftp://host/a',
  'http://',
  'http:///a',
  'http://user@host/a',
  'http://a b/',
  'http:/a',
  'file:///etc/passwd',
  'host',
])('%j is malformed', (raw) => {
  expect(parseRequestTarget(raw)).toEqual({ ok: false, reason: 'malformed' });
});

test.each([
  '/..',
  '/../',
  '/../a',
  '/a/../..',
  '/a/../../b',
  '//..',
  '/a//../..',
  '/%2e%2e/a',
  '/.%2E/a',
  '/%2e./a',
  '/..%5Ca',
  '/a%5C..',
  '/a/..%5C..%5Cwindows',
  '/%5C..%5Ca',
  '/..%2Fa',
  '/a%2F..%2F..%2Fb',
  '/..%5C',
])('%j leaves the root', (raw) => {
  expect(parseRequestTarget(raw)).toEqual({ ok: false, reason: 'escapes-root' });
});

test('the absolute form carries its authority', () => {
  expect(accepted('http://Host:80/a/../b?c')).toMatchObject({
    form: 'absolute',
    authority: 'Host:80',
    path: '/b',
    query: 'c',
  });
  expect(accepted('HTTPS://host')).toMatchObject({ authority: 'host', path: '/', hasQuery: false });
  expect(accepted('http://host?q')).toMatchObject({ path: '/', query: 'q' });
});

test('the asterisk and authority forms are told apart', () => {
  expect(accepted('*')).toMatchObject({ form: 'asterisk', path: '*', segments: [] });
  expect(accepted('host:443')).toMatchObject({ form: 'authority', authority: 'host:443' });
  expect(accepted('[::1]:443')).toMatchObject({ form: 'authority', authority: '[::1]:443' });
});

describe('for any target', () => {
  const piece = fc.constantFrom(
    ...[
      '/',
      '/',
      '.',
      '..',
      '%2e',
      '%2E',
      '%5c',
      '%2f',
      '%00',
      '%25',
      '%c3%a9',
      '%ff',
      '%',
      '\\',
      'a',
      'b',
      '?',
      '#',
      ' ',
    ],
    ...['\u00e9', '~', '%41', '%0d', '%c0%ae', ':', '//', '/../', '/./'],
  );
  const target = fc.array(piece, { maxLength: 12 }).map((pieces) => `/${pieces.join('')}`);

  test('what is accepted stays below the root, cannot name a host, and is a fixed point', () => {
    fc.assert(
      fc.property(target, (raw) => {
        const result = parseRequestTarget(raw);
        if (!result.ok) return;
        const { segments, path, rawPath, trailingSlash, query, hasQuery } = result;
        const complain = (what: string) => {
          throw new Error(`${what}: ${JSON.stringify(raw)} → ${JSON.stringify(result)}`);
        };
        for (const segment of segments) {
          if (segment === '' || segment.includes('\0')) complain('segment');
          if (segment === '.' || segment.split(/[/\\]/).includes('..')) complain('dot segment');
        }
        if (!/^\/(?!\/)[!-~]*$/.test(rawPath) || rawPath.includes('//') || /[\\#?]/.test(rawPath)) complain('rawPath');
        if (path !== `/${segments.join('/')}${trailingSlash && segments.length > 0 ? '/' : ''}`) complain('path');
        const again = parseRequestTarget(rawPath + (hasQuery ? `?${query}` : ''));
        if (JSON.stringify(again) !== JSON.stringify(result)) complain('not a fixed point');
      }),
      { numRuns: 150_000 },
    );
  });

  test('encoded segments come back as they were, exactly once decoded', () => {
    const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 8 });
    const harmless = name.filter((s) => !s.includes('\0') && s !== '.' && !s.split(/[/\\]/).includes('..'));
    fc.assert(
      fc.property(fc.array(harmless, { maxLength: 4 }), fc.boolean(), (names, slash) => {
        const raw = `/${names.map(encodeURIComponent).join('/')}${slash && names.length > 0 ? '/' : ''}`;
        expect(accepted(raw).segments).toEqual(names);
      }),
      { numRuns: 30_000 },
    );
  });

  test('resolving agrees with the URL Standard wherever both accept', () => {
    // no names such as ".a": the URL parser of Node 20 leaves "/.a/.." unresolved
    const name = fc.constantFrom('a', 'b..', '.', '..', '%2e', '%2E%2e');
    fc.assert(
      fc.property(fc.array(name, { maxLength: 10 }), fc.constantFrom('', '/'), (names, end) => {
        const raw = `/${names.join('/')}${names.length > 0 ? end : ''}`;
        const result = parseRequestTarget(raw);
        if (result.ok && result.rawPath !== new URL(raw, 'http://h').pathname)
          throw new Error(`${raw} → ${result.rawPath}`);
      }),
      { numRuns: 50_000 },
    );
  });

  test('arbitrary text never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        parseRequestTarget(raw);
      }),
      { numRuns: 50_000 },
    );
  });
});

test('a long hostile target takes linear time', () => {
  const started = performance.now();
  for (const unit of ['/..', '/a/..', '%2e', '//', '/%5c', '\u00e9', 'http://'])
    parseRequestTarget(`/${unit.repeat(100_000)}`);
  expect(performance.now() - started).toBeLessThan(2_000);
});
