import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatHttpDate, parseHttpDate } from './http-date.ts';

const EXAMPLE_MS = Date.UTC(1994, 10, 6, 8, 49, 37);
const NOW_MS = Date.UTC(2026, 5, 15);

test.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
  '%s is the example of RFC 9110 §5.6.7',
  (field) => {
    expect(parseHttpDate(field, NOW_MS)).toBe(EXAMPLE_MS);
  },
);

test.each([
  ['Monday, 15-Jun-76 00:00:00 GMT', 2076],
  ['Tuesday, 16-Jun-76 00:00:00 GMT', 1976],
  ['Monday, 01-Jan-26 00:00:00 GMT', 2026],
  ['Friday, 01-Jan-99 00:00:00 GMT', 1999],
  ['Saturday, 01-Jan-00 00:00:00 GMT', 2000],
])('the century of %s is found by the fifty-year rule', (field, year) => {
  expect(new Date(parseHttpDate(field, NOW_MS) ?? 0).getUTCFullYear()).toBe(year);
});

test.each([
  undefined,
  '',
  '0',
  '1994-11-06T08:49:37Z',
  'Sun, 06 Nov 1994 08:49:37',
  'Sun, 06 Nov 1994 08:49:37 UTC',
  'Sun, 06 Nov 1994 08:49:37 +0000',
  'sun, 06 nov 1994 08:49:37 gmt',
  'Sun, 6 Nov 1994 08:49:37 GMT',
  'Sun, 06 Nov 94 08:49:37 GMT',
  ' Sun, 06 Nov 1994 08:49:37 GMT',
  'Sun, 06 Nov 1994 24:00:00 GMT',
  'Sun, 06 Nov 1994 08:60:37 GMT',
  'Sun, 06 Nov 1994 08:49:61 GMT',
  'Sun, 30 Feb 1994 08:49:37 GMT',
  'Sun, 00 Nov 1994 08:49:37 GMT',
  'Sun, 29 Feb 1900 08:49:37 GMT',
  'Sun, 06-Nov-94 08:49:37 GMT',
  'Sunday, 06-Nov-1994 08:49:37 GMT',
  'Sunday, 31-Feb-94 08:49:37 GMT',
  'Sun Nov 6 08:49:37 1994',
  'Sun Nov 06 08:49:37 94',
  'Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT',
])('%j is not a date', (field) => {
  expect(parseHttpDate(field, NOW_MS)).toBeUndefined();
});

test('29 February exists in leap years, and the leap second is accepted', () => {
  expect(parseHttpDate('Thu, 29 Feb 2024 00:00:00 GMT')).toBe(Date.UTC(2024, 1, 29));
  expect(parseHttpDate('Sat, 31 Dec 2016 23:59:60 GMT')).toBe(Date.UTC(2017, 0, 1));
});

test('file times outside four-digit years are clamped to a valid date', () => {
  expect(formatHttpDate(8.64e15)).toBe('Fri, 31 Dec 9999 23:59:59 GMT');
  expect(formatHttpDate(-8.64e15)).toBe('Sat, 01 Jan 0000 00:00:00 GMT');
});

test('formatting and parsing give the second back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 }), (ms) => {
      const second = Math.floor(ms / 1000) * 1000;
      if (parseHttpDate(formatHttpDate(ms)) !== second) throw new Error(formatHttpDate(ms));
    }),
    { numRuns: 50_000 },
  );
});
