import { expect, test } from 'vitest';
import { Attempts } from './attempts.ts';

function attemptsAt(time: { now: number }) {
  const attempts = new Attempts(() => time.now);
  const fail = (client: string, times: number) => Array.from({ length: times }, () => attempts.begin(client));
  return { attempts, fail };
}

test('twenty wrong tries in a minute are allowed, the next has to wait until the first is a minute old', () => {
  const time = { now: 1_000_000 };
  const { attempts, fail } = attemptsAt(time);
  fail('a', 20);
  expect(attempts.waitS('a')).toBe(0);
  time.now += 10_000;
  fail('a', 1);
  expect(attempts.waitS('a')).toBe(50);
  expect(attempts.waitS('b')).toBe(0);
  time.now += 49_999;
  expect(attempts.waitS('a')).toBe(1);
  time.now += 1;
  expect(attempts.waitS('a')).toBe(0);
});

test('a try that was right does not count, however many run at once', () => {
  const { attempts, fail } = attemptsAt({ now: 1_000_000 });
  const right = fail('a', 21);
  expect(attempts.waitS('a')).toBeGreaterThan(0);
  for (const forget of right) forget();
  expect(attempts.waitS('a')).toBe(0);
});

test('memory is bounded: of too many clients the oldest is forgotten', () => {
  const { attempts, fail } = attemptsAt({ now: 1_000_000 });
  fail('first', 21);
  for (let client = 0; client < 10_000; client += 1) fail(String(client), 1);
  expect(attempts.waitS('first')).toBe(0);
});
