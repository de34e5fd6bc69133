import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ByteRange, parseRange } from './range.ts';

const partial = (...ranges: [number, number][]) => ({
  kind: 'partial',
  ranges: ranges.map(([start, end]) => ({ start, end })),
});
const whole = { kind: 'whole' };
const unsatisfiable = { kind: 'unsatisfiable' };
const huge = '9'.repeat(400);

test.each([
  ['bytes=0-0', 10, partial([0, 0])],
  ['bytes=0-', 10, partial([0, 9])],
  ['bytes=5-', 10, partial([5, 9])],
  ['bytes=-3', 10, partial([7, 9])],
  ['bytes=-99', 10, partial([0, 9])],
  ['bytes=2-99', 10, partial([2, 9])],
  ['bytes=002-003', 10, partial([2, 3])],
  ['BYTES=1-2', 10, partial([1, 2])],
  [`bytes=1-${huge}`, 10, partial([1, 9])],
  [`bytes=-${huge}`, 10, partial([0, 9])],
  ['bytes=0-1,4-5', 10, partial([0, 1], [4, 5])],
  ['bytes=4-5, 0-1', 10, partial([4, 5], [0, 1])],
  ['bytes=0-1\t,\t2-3', 10, partial([0, 1], [2, 3])],
  ['bytes=,0-1,, -2,', 10, partial([0, 1], [8, 9])],
  ['bytes= ,0-1', 10, partial([0, 1])],
  ['bytes=0-1,50-', 10, partial([0, 1])],
  ['bytes=0-1,-0', 10, partial([0, 1])],
])('%s of %i bytes selects', (field, length, expected) => {
  expect(parseRange(field, length)).toEqual(expected);
});

test.each([
  ['bytes=10-', 10],
  ['bytes=10-20,30-', 10],
  ['bytes=-0', 10],
  ['bytes=-0', 0],
  ['bytes=0-', 0],
  ['bytes=0-0', 0],
  [`bytes=${huge}-`, 10],
  [`bytes=${huge}-${huge}`, 10],
])('%s of %i bytes is not satisfiable', (field, length) => {
  expect(parseRange(field, length)).toEqual(unsatisfiable);
});

test.each([
  undefined,
  '',
  'bytes',
  'bytes=',
  'bytes=,',
  'bytes=-',
  'bytes= 0-1',
  'bytes =0-1',
  ' bytes=0-1',
  'bytes=5-2',
  'bytes=0-1,5-2',
  'bytes=9007199254740993-9007199254740992',
  'bytes=abc',
  'bytes=1-b',
  'bytes=0x1-2',
  'bytes=+1-2',
  'bytes=1.0-2',
  'bytes=1e1-20',
  'bytes=--5',
  'bytes=0-1-2',
  'bytes=0 - 1',
  'bytes=0-1;2-3',
  'bytes=0-1,x',
  'bytes=٣-٤',
  'items=0-1',
  'bytes:0-1',
  '0-1',
  'bytes=0-5,5-9',
  'bytes=0-,-1',
  'bytes=0-1,0-1',
  `bytes=${Array.from({ length: 17 }, (_, i) => `${i}-${i}`).join()}`,
])('%j is ignored', (field) => {
  expect(parseRange(field, 100)).toEqual(whole);
});

test('sixteen ranges and adjacent ranges are allowed', () => {
  const result = parseRange(`bytes=${Array.from({ length: 16 }, (_, i) => `${i}-${i}`).join()}`, 100);
  expect(result).toEqual(partial(...Array.from({ length: 16 }, (_, i): [number, number] => [i, i])));
});

test('a suffix of an empty representation sends all of nothing', () => {
  expect(parseRange('bytes=-5', 0)).toEqual(whole);
});

describe('for any field', () => {
  const digits = fc.oneof(fc.nat(20).map(String), fc.constantFrom('', '0', '00', huge, '9007199254740993'));
  const spec = fc.oneof(
    { weight: 8, arbitrary: fc.tuple(digits, digits).map(([a, b]) => `${a}-${b}`) },
    { weight: 1, arbitrary: fc.constantFrom('', ' ', 'x', '1', '--', ' 1-2') },
  );
  const field = fc
    .tuple(fc.constantFrom('bytes=', 'Bytes=', 'items='), fc.array(spec, { maxLength: 4 }))
    .map(([unit, specs]) => unit + specs.join(','));

  test('what is selected lies inside, ascends, and never overlaps', () => {
    fc.assert(
      fc.property(field, fc.nat(20), (value, length) => {
        const result = parseRange(value, length);
        if (result.kind !== 'partial') return;
        if (result.ranges.length === 0) throw new Error('partial without ranges');
        let bytes = 0;
        for (const { start, end } of result.ranges) {
          if (!(start >= 0 && start <= end && end < length)) throw new Error(`${start}-${end} of ${length}`);
          bytes += end - start + 1;
        }
        if (bytes > length) throw new Error(`${bytes} bytes of ${length}`);
      }),
      { numRuns: 150_000 },
    );
  });

  test('int-ranges and suffixes agree with a byte-by-byte model', () => {
    const int = fc.record({ first: fc.nat(25), last: fc.option(fc.nat(25), { nil: undefined }) });
    const suffix = fc.record({ suffix: fc.nat(25) });
    fc.assert(
      fc.property(
        fc.array(fc.oneof(int, suffix), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 20 }),
        (specs, length) => {
          const text = specs.map((s) => ('suffix' in s ? `-${s.suffix}` : `${s.first}-${s.last ?? ''}`)).join(', ');
          const result = parseRange(`bytes=${text}`, length);
          const sets = specs.map((s) =>
            Array.from({ length }, (_, i) => i).filter((i) =>
              'suffix' in s ? i >= length - s.suffix : i >= s.first && i <= (s.last ?? length),
            ),
          );
          const satisfiable = sets.filter((set) => set.length > 0);
          const invalid = specs.some((s) => !('suffix' in s) && s.last !== undefined && s.last < s.first);
          const overlapping = new Set(satisfiable.flat()).size < satisfiable.flat().length;
          if (invalid) return expectKind(result.kind, 'whole');
          if (satisfiable.length === 0) return expectKind(result.kind, 'unsatisfiable');
          if (overlapping) return expectKind(result.kind, 'whole');
          expectKind(result.kind, 'partial');
          const ranges = result.kind === 'partial' ? result.ranges : [];
          if (ranges.map(bytesOf).join('|') !== satisfiable.join('|')) throw new Error(`${text} of ${length}`);
        },
      ),
      { numRuns: 100_000 },
    );
  });
});

const bytesOf = ({ start, end }: ByteRange) => Array.from({ length: end - start + 1 }, (_, i) => start + i);
const expectKind = (actual: string, expected: string) => {
  if (actual !== expected) throw new Error(`${actual} instead of ${expected}`);
};
