import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePathPattern } from './path-pattern.ts';

test.each([
  ['/old', '/old', {}],
  ['/old', '/old/', undefined],
  ['/old', '/older', undefined],
  ['/u/:id', '/u/7', { id: '7' }],
  ['/u/:id', '/u/', undefined],
  ['/u/:id', '/u/7/x', undefined],
  ['/u/:id/', '/u/7/', { id: '7' }],
  ['/:a/:b', '/x/y', { a: 'x', b: 'y' }],
  ['/post-:id.html', '/post-12.html', { id: '12' }],
  ['/post-:id.html', '/post-.html', undefined],
  ['/:y-:m', '/2024-05-06', { y: '2024', m: '05-06' }],
  ['/blog/*', '/blog/', { '*': '' }],
  ['/blog/*', '/blog/a/b', { '*': 'a/b' }],
  ['/blog/*', '/blog', undefined],
  ['/*', '/', { '*': '' }],
  ['/a/*/c', '/a/b/c', { '*': 'b' }],
  ['/a/*/c', '/a/b/x/c', undefined],
  ['/*/*', '/a/b/c', { '*': 'a', '*2': 'b/c' }],
  ['/*.html', '/a.b.html', { '*': 'a.b' }],
  ['/*.html', '/a/b.html', undefined],
  ['/a*b*c/x', '/a1b2b3c/x', { '*': '1', '*2': '2b3' }],
  ['/img*', '/img/a.png', { '*': '/a.png' }],
  ['/:constructor', '/x', { constructor: 'x' }],
  ['/v:1', '/v:1', {}],
])('%s on %s gives %j', (from, path, expected) => {
  expect(compilePathPattern(from).match(path)).toEqual(expected);
});

test.each([
  ['/n/:id', { id: '7' }, '/n/7'],
  ['/n/*', { '*': 'a/b c' }, '/n/a/b%20c'],
  ['https://host:8080/:id?x=:id', { id: 'ä' }, 'https://host:8080/%C3%A4?x=%C3%A4'],
  ['/*2/*', { '*': 'a' }, '/a2/*'],
  ['/*/*', { '*': 'a', '*2': 'b' }, '/a/b'],
  ['/:y', { x: '1' }, '/:y'],
  ['/:toString', {}, '/:toString'],
  // a value never turns a path into another host
  ['/*', { '*': '/evil.example' }, '/evil.example'],
  ['*', { '*': '//evil.example' }, '/evil.example'],
  ['*', { '*': 'https://evil.example' }, 'https%3A//evil.example'],
  ['/:x', { x: '\\evil.example' }, '/%5Cevil.example'],
  ['/:x', { x: 'a\r\nSet-Cookie: b' }, '/a%0D%0ASet-Cookie%3A%20b'],
  ['//cdn.example/*', { '*': 'a' }, '//cdn.example/a'],
])('%s filled with %j is %s', (to, params, expected) => {
  expect(compilePathPattern('/').fill(to, params as Record<string, string>)).toBe(expected);
});

test('filling a pattern with values and matching gives the values back', () => {
  const value = fc.stringMatching(/^[a-z0-9]{1,6}$/);
  fc.assert(
    fc.property(value, value, fc.array(value, { maxLength: 3 }), (x, y, rest) => {
      const pattern = compilePathPattern('/:x/a-:y.b/*');
      const params = { x, y, '*': rest.join('/') };
      expect(pattern.match(pattern.fill('/:x/a-:y.b/*', params))).toEqual(params);
    }),
    { numRuns: 10_000 },
  );
});

test('whatever matches says so in agreement with a regular expression', () => {
  const piece = fc.constantFrom('a', 'b', '/', '*', ':x');
  const text = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 8 }).map((t) => `/${t.join('')}`);
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), text, (pieces, path) => {
      const spaced = pieces.map((p, i) => (p === ':x' ? `:x${i}.` : p)); // "." ends the name
      const from = `/${spaced.join('')}`;
      const source = from.replace(/:x\d\.|\*$|\*|\./g, (t) => (t === '.' ? '\\.' : t !== '*' ? '[^/]+\\.' : '<star>'));
      const regExp = new RegExp(`^${source.replace(/<star>$/, '[^]*').replaceAll('<star>', '[^/]*')}$`);
      const dotted = path.replaceAll('b', '.');
      if ((compilePathPattern(from).match(dotted) !== undefined) !== regExp.test(dotted))
        throw new Error(`${from} on ${dotted}`);
    }),
    { numRuns: 50_000 },
  );
});

test('a hostile path takes linear time', () => {
  const started = performance.now();
  compilePathPattern(`/${'*a'.repeat(30)}b`).match(`/${'a'.repeat(200_000)}`);
  compilePathPattern('/:a/:b/*').match('/a'.repeat(200_000));
  expect(performance.now() - started).toBeLessThan(1_000);
});
