import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beginsAs, type ContentCoding, negotiateCoding } from './content-coding.ts';

const ALL: readonly ContentCoding[] = ['br', 'zstd', 'gzip'];

test.each([
  [undefined, 'identity'],
  ['', 'identity'],
  [' , ', 'identity'],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, zstd', 'zstd'],
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['GZIP;Q=0.5', 'gzip'],
  ['gzip ; q=1.0, br;q=0.999', 'gzip'],
  ['deflate', 'identity'],
  ['*', 'br'],
  ['br;q=0, *', 'zstd'],
  ['br;q=0', 'identity'],
  ['gzip;q=0.001', 'gzip'],
  ['*;q=0', undefined],
  ['*;q=0, identity', 'identity'],
  ['*;q=0, gzip', 'gzip'],
  ['identity;q=0', undefined],
  ['identity;q=0, gzip', 'gzip'],
  ['identity;q=0, *', 'br'],
  ['identity, gzip', 'gzip'],
  ['identity;q=1, gzip;q=0.5', 'identity'],
  ['identity;q=0.5, gzip;q=0.5', 'gzip'],
  ['gzip;q=0.1, br;q=0, zstd;q=0, *;q=0.5', 'identity'],
  ['gzip;q=2', 'identity'],
  ['gzip;q=0.1234', 'identity'],
  ['gzip;q=', 'identity'],
  ['gzip;q=-1', 'identity'],
  ['gzip;q=1;x=y', 'identity'],
  ['gzip;level=9', 'identity'],
  ['gzip;q=nope, br', 'br'],
  ['gzip;q=0, gzip', 'gzip'],
  ['brotli', 'identity'],
  ['gzippy', 'identity'],
])('Accept-Encoding: %s selects %s', (field, expected) => {
  expect(negotiateCoding(field, ALL)).toBe(expected);
});

test('the order of what is available decides between equals', () => {
  expect(negotiateCoding('gzip, br', ['gzip', 'br'])).toBe('gzip');
  expect(negotiateCoding('gzip;q=0.5, br;q=0.5', ['gzip', 'br'])).toBe('gzip');
});

test('nothing available means identity, or nothing when that is refused', () => {
  expect(negotiateCoding('gzip', [])).toBe('identity');
  expect(negotiateCoding('gzip, identity;q=0', [])).toBeUndefined();
});

describe('for any field', () => {
  const weight = fc.constantFrom('', ';q=0', ';q=0.0', ';q=0.001', ';q=0.5', ';q=1', ';q=1.000', ' ; q=0.7', ';q=9');
  const name = fc.constantFrom('br', 'zstd', 'gzip', 'x-gzip', 'identity', '*', 'deflate');
  const field = fc
    .array(fc.tuple(name, weight), { maxLength: 6 })
    .map((members) => members.map((m) => m.join('')).join(','));

  test('a coding is sent only if it is available and not refused, and no available one has more weight', () => {
    const weightOf = (value: string, coding: string): number | undefined => {
      const weights = value
        .split(',')
        .map((member) => /^(?:x-)?([a-z*]+)(?: ?; ?q=([\d.]+))?$/.exec(member))
        .filter((m) => m?.[1] === coding && m[2] !== '9')
        .map((m) => Number(m?.[2] ?? 1));
      return weights.length > 0 ? Math.max(...weights) : undefined;
    };
    fc.assert(
      fc.property(field, fc.shuffledSubarray([...ALL]), (value, available) => {
        const chosen = negotiateCoding(value, available);
        const star = weightOf(value, '*');
        const q = (coding: string) => weightOf(value, coding) ?? star ?? 0;
        const identity = weightOf(value, 'identity') ?? star;
        const top = Math.max(0, ...available.map(q));
        if (chosen === undefined) {
          if (identity !== 0 || top > 0) throw new Error(`${value}: refused`);
        } else if (chosen === 'identity') {
          if (identity === 0 || (top > 0 && (identity ?? 0) <= top)) throw new Error(`${value}: identity`);
        } else if (
          !available.includes(chosen) ||
          q(chosen) === 0 ||
          q(chosen) < top ||
          available.find((c) => q(c) === top) !== chosen
        ) {
          throw new Error(`${value}: ${chosen}`);
        }
      }),
      { numRuns: 100_000 },
    );
  });

  test('garbage never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'gzip;q=0.1,*" ') }), (value) => {
        negotiateCoding(value, ALL);
      }),
      { numRuns: 50_000 },
    );
  });
});

test.each<[ContentCoding, number[], boolean]>([
  ['gzip', [0x1f, 0x8b, 8, 0], true],
  ['gzip', [0x50, 0x4b, 3, 4], false],
  ['gzip', [0x1f], false],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd], true],
  ['zstd', [0x28, 0xb5, 0x2f], false],
  ['br', [0x3b], true], // of an empty file
  ['br', [], false],
  ['gzip', [], false],
])('%s content that begins with %j: %s', (coding, head, expected) => {
  expect(beginsAs(coding, Uint8Array.from(head))).toBe(expected);
});
