import { expect, test } from 'vitest';
import { formatBytes, formatClock, formatCount, formatDate, formatDuration } from './format.ts';

test.each([
  [0, '0'],
  [214, '214 B'],
  [999, '999 B'],
  [1_400, '1.4 kB'],
  [96_200, '96.2 kB'],
  [184_000, '184 kB'],
  [999_499, '999 kB'],
  [999_600, '1.0 MB'],
  [8_400_000, '8.4 MB'],
  [12_600_000_000, '12.6 GB'],
])('%i bytes read "%s"', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

test.each([
  [0.04, '0.0 ms'],
  [0.6, '0.6 ms'],
  [84.2, '84.2 ms'],
  [99.96, '100 ms'],
  [412.6, '413 ms'],
  [999.6, '1.00 s'],
  [1204, '1.20 s'],
  [59_999, '1 min 0 s'],
  [125_400, '2 min 5 s'],
])('%d milliseconds read "%s"', (ms, text) => expect(formatDuration(ms)).toBe(text));

test('counts have separators', () => expect(formatCount(1_482_000)).toBe('1,482,000'));

test('the time of day has milliseconds', () => {
  expect(formatClock(new Date(2026, 10, 22, 9, 5, 7, 42).getTime())).toBe('09:05:07.042');
});

test("this year's dates come without the year, others with it", () => {
  const now = new Date(2026, 10, 22).getTime();
  expect(formatDate(new Date(2026, 9, 3, 19, 20).getTime(), 'en', now)).toBe('3 Oct, 19:20');
  expect(formatDate(new Date(2025, 9, 3, 19, 20).getTime(), 'en', now)).toContain('2025');
  expect(formatDate(new Date(2026, 9, 3, 19, 20).getTime(), 'zh', now)).toContain('10月3日');
});
