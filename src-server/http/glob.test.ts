import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileGlob } from './glob.ts';

test.each([
  ['/a.js', '/a.js', true],
  ['/a.js', '/b.js', false],
  ['/a.js', '/a.jsx', false],
  ['/*.js', '/a.js', true],
  ['/*.js', '/.js', true],
  ['/*.js', '/a/b.js', false],
  ['/a/*', '/a/', true],
  ['/a/*', '/a/b', true],
  ['/a/*', '/a/b/c', false],
  ['/a/*', '/a', false],
  ['/a*/b', '/ax/b', true],
  ['/a*/b', '/a/x/b', false],
  ['**', '/', true],
  ['**', '/a/b', true],
  ['/**', '/a/b', true],
  ['/assets/**', '/assets/a/b', true],
  ['/assets/**', '/assets', false],
  ['/assets/**', '/assets-2/a', false],
  ['**.js', '/a/b.js', true],
  ['**/*.js', '/b.js', true],
  ['**/*.js', '/a/b.js', true],
  ['/**/*.js', '/b.js', true],
  ['/**/*.js', '/a/b/c.js', true],
  ['/a/**/z', '/a/z', true],
  ['/a/**/z', '/a/b/z', true],
  ['/a/**/z', '/a/bz', false],
  ['/a/**/z', '/a/b/xz', false],
  ['/a**z', '/az', true],
  ['/a**z', '/a/b/z', true],
  ['/a*b*c', '/aXbXbXc', true],
  ['/a*b*c', '/aXbXb', false],
  ['/**/b/**/d', '/a/b/c/d', true],
  ['/**/b/**/d', '/b/d', true],
  ['/[a-z]', '/b', false],
  ['/[a-z]', '/[a-z]', true],
  ['/a?', '/ab', false],
  ['/a.c', '/abc', false],
  ['/{a,b}', '/a', false],
  ['/a+$(x)', '/a+$(x)', true],
  ['/*', '/你\n好', true],
  ['*.js', '/a.js', false], // a path starts with "/", and "*" stays within a segment
  ['', '/', false],
])('%s on %s: %s', (pattern, path, expected) => {
  expect(compileGlob(pattern)(path)).toBe(expected);
});

test('agrees with a backtracking regular expression on small inputs', () => {
  const pattern = fc
    .array(fc.constantFrom('a', 'b', '/', '*', '**', '/**/'), { maxLength: 7 })
    .map((p) => `/${p.join('')}`);
  const path = fc.array(fc.constantFrom('a', 'b', '/', '.'), { maxLength: 10 }).map((p) => `/${p.join('')}`);
  const regExpOf = (glob: string) =>
    new RegExp(
      `^${glob
        .replace(/(?<=\/)\*\*\/|\*\*|\*|\./g, (t) =>
          t === '**/' ? '(?:<any>/)?' : t === '**' ? '<any>' : t === '*' ? '[^/]{0,}' : '\\.',
        )
        .replaceAll('<any>', '[^]{0,}')}$`,
    );
  fc.assert(
    fc.property(pattern, path, (glob, text) => {
      if (compileGlob(glob)(text) !== regExpOf(glob).test(text)) throw new Error(`${glob} on ${text}`);
    }),
    { numRuns: 100_000 },
  );
});

test.each(['*a', '**a', '**/', '/**/a', '*/'])('%s repeated never takes more than linear time in the path', (unit) => {
  const matches = compileGlob(`/${unit.repeat(20)}b`);
  const timed = (length: number) => {
    const path = `/${'a'.repeat(length)}${'/a'.repeat(length)}c`;
    const started = performance.now();
    matches(path);
    return performance.now() - started;
  };
  timed(4_000); // compiled by now
  expect(timed(4_000)).toBeLessThan(500);
});

test('a wildcard-free pattern matches itself and nothing else', () => {
  const text = fc.string({ maxLength: 6 }).map((s) => s.replaceAll('*', ''));
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(compileGlob(a)(a)).toBe(true);
      expect(compileGlob(a)(b)).toBe(a === b);
    }),
    { numRuns: 5_000 },
  );
});
