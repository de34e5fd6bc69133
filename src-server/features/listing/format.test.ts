import { expect, test } from 'vitest';
import { formatLimit, formatSize } from './format.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [12_840, '12.8 kB'],
  [99_949, '99.9 kB'],
  [99_950, '100 kB'],
  [418_300, '418 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [8_400_000, '8.4 MB'],
  [1_200_000_000, '1.2 GB'],
  [Number.MAX_SAFE_INTEGER, '9.0 PB'],
])('%i bytes are %s', (bytes, text) => {
  expect(formatSize(bytes)).toBe(text);
});

test('a limit has no empty decimal', () => {
  expect(formatLimit(2_000_000_000)).toBe('2 GB');
  expect(formatLimit(1_500_000)).toBe('1.5 MB');
});
