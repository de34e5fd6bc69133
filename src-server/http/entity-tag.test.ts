import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entityTag, parseEntityTags, strongMatch, weakMatch } from './entity-tag.ts';

test('differs by size, by nanosecond and by coding', () => {
  const tags = [
    entityTag({ size: 1n, mtimeNs: 23n }),
    entityTag({ size: 12n, mtimeNs: 3n }),
    entityTag({ size: 1n, mtimeNs: 24n }),
    entityTag({ size: 1n, mtimeNs: 23n }, 'br'),
    entityTag({ size: 1n, mtimeNs: 23n }, 'gzip'),
  ];
  expect(new Set(tags).size).toBe(tags.length);
});

test('a number and a bigint of the same size give the same tag', () => {
  expect(entityTag({ size: 1234, mtimeNs: 5n })).toBe(entityTag({ size: 1234n, mtimeNs: 5n }));
});

test.each([
  ['*', '*'],
  [' * ', '*'],
  ['"a"', [{ opaque: '"a"', weak: false }]],
  ['W/"a"', [{ opaque: '"a"', weak: true }]],
  ['""', [{ opaque: '""', weak: false }]],
  [
    '"a,b" , W/"c"',
    [
      { opaque: '"a,b"', weak: false },
      { opaque: '"c"', weak: true },
    ],
  ],
  [',, "a",', [{ opaque: '"a"', weak: false }]],
  ['abc, "d"', [{ opaque: '"d"', weak: false }]],
  ['w/"a"', []],
  ['"a" "b"', []],
  ['"a', []],
  ['"a"x, "b"', [{ opaque: '"b"', weak: false }]],
  ['*, "a"', [{ opaque: '"a"', weak: false }]],
  ['"a b"', []],
  ['', []],
])('%s is read as %j', (field, expected) => {
  expect(parseEntityTags(field)).toEqual(expected);
});

test('comparison follows the table of RFC 9110 §8.8.3.2', () => {
  const weak1 = { opaque: '"1"', weak: true };
  const strong1 = { opaque: '"1"', weak: false };
  expect([strongMatch(weak1, 'W/"1"'), weakMatch(weak1, 'W/"1"')]).toEqual([false, true]);
  expect([strongMatch(weak1, 'W/"2"'), weakMatch(weak1, 'W/"2"')]).toEqual([false, false]);
  expect([strongMatch(weak1, '"1"'), weakMatch(weak1, '"1"')]).toEqual([false, true]);
  expect([strongMatch(strong1, 'W/"1"'), weakMatch(strong1, 'W/"1"')]).toEqual([false, true]);
  expect([strongMatch(strong1, '"1"'), weakMatch(strong1, '"1"')]).toEqual([true, true]);
});

test('every tag we make is read back and matches itself', () => {
  const stat = fc.record({ size: fc.bigInt(0n, 1n << 63n), mtimeNs: fc.bigInt(-(1n << 63n), 1n << 63n) });
  const coding = fc.constantFrom(undefined, 'br', 'zstd', 'gzip');
  fc.assert(
    fc.property(stat, coding, (s, c) => {
      const tag = entityTag(s, c);
      expect(parseEntityTags(`"x", ${tag}`)).toEqual([
        { opaque: '"x"', weak: false },
        { opaque: tag, weak: false },
      ]);
    }),
    { numRuns: 10_000 },
  );
});

test('different stats never share a tag', () => {
  const stat = fc.record({ size: fc.bigInt(0n, 40n), mtimeNs: fc.bigInt(-40n, 40n) });
  fc.assert(
    fc.property(stat, stat, (a, b) => {
      const same = a.size === b.size && a.mtimeNs === b.mtimeNs;
      expect(entityTag(a) === entityTag(b)).toBe(same);
    }),
    { numRuns: 20_000 },
  );
});

test('garbage never throws and never yields a tag that was not there', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'W/",* \tab\\') }), (field) => {
      const tags = parseEntityTags(field);
      if (tags !== '*') for (const { opaque } of tags) expect(field).toContain(opaque);
    }),
    { numRuns: 50_000 },
  );
});
