import { expect, test } from 'vitest';
import { TimeWriter } from './time-writer.ts';

const local = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime();

test("this year's times have no year, in the order of the language", () => {
  const timeMs = local(2026, 9, 3, 19, 20);
  const now = local(2026, 10, 1, 0, 0);
  const utc = `${new Date(timeMs).toISOString().slice(0, 16)}Z`;
  expect(new TimeWriter('en', now).write(timeMs)).toBe(`<time datetime="${utc}">3 Oct<i> 19:20</i></time>`);
  expect(new TimeWriter('zh', now).write(timeMs)).toContain('>10月3日<i> 19:20</i>');
});

test('other times have their year', () => {
  const now = local(2026, 0, 1, 0, 0);
  expect(new TimeWriter('en', now).write(local(2025, 11, 31, 8, 5))).toContain('>31 Dec 2025<i> 08:05</i>');
  expect(new TimeWriter('zh', now).write(local(2025, 11, 31, 8, 5))).toContain('>2025/12/31<i> 08:05</i>');
});

test('the kept text is only used within its minute', () => {
  const time = new TimeWriter('en', local(2026, 0, 1, 0, 0));
  expect(time.write(local(2026, 4, 5, 10, 0))).toContain(' 10:00');
  expect(time.write(local(2026, 4, 5, 10, 1))).toContain(' 10:01');
  expect(time.write(Number.NaN)).toBe('');
});
