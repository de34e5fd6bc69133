import { expect, test } from 'vitest';
import { formatLimit, formatSize, timeWriter } from './format.ts';

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

const local = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime();

test("this year's times have no year, in the order of the language", () => {
  const timeMs = local(2026, 9, 3, 19, 20);
  const now = local(2026, 10, 1, 0, 0);
  const utc = `${new Date(timeMs).toISOString().slice(0, 16)}Z`;
  expect(timeWriter('en', now)(timeMs)).toBe(`<time datetime="${utc}">3 Oct<i> 19:20</i></time>`);
  expect(timeWriter('zh', now)(timeMs)).toContain('>10月3日<i> 19:20</i>');
});

test('other times have their year', () => {
  const now = local(2026, 0, 1, 0, 0);
  expect(timeWriter('en', now)(local(2025, 11, 31, 8, 5))).toContain('>31 Dec 2025<i> 08:05</i>');
  expect(timeWriter('zh', now)(local(2025, 11, 31, 8, 5))).toContain('>2025/12/31<i> 08:05</i>');
});

test('the kept text is only used within its minute', () => {
  const write = timeWriter('en', local(2026, 0, 1, 0, 0));
  expect(write(local(2026, 4, 5, 10, 0))).toContain(' 10:00');
  expect(write(local(2026, 4, 5, 10, 1))).toContain(' 10:01');
  expect(write(Number.NaN)).toBe('');
});
