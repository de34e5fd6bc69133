import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Visibility } from './visibility.ts';

const HOUR = 3_600_000;
let visibility: Visibility;
let events: string[];

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  events = [];
  visibility = new Visibility();
  visibility.on('ended', () => events.push('ended')).on('changed', () => events.push('changed'));
});
afterEach(() => {
  visibility.reset();
  vi.useRealTimers();
});

test('it ends when its time is over, and not before', () => {
  visibility.endAt(Date.now() + HOUR);
  vi.advanceTimersByTime(HOUR - 1);
  expect(events).toEqual(['changed']);
  expect(visibility.untilMs).toBe(1_000_000 + HOUR);
  vi.advanceTimersByTime(1);
  expect(events).toEqual(['changed', 'ended']);
  expect(visibility.untilMs).toBeUndefined();
});

test('a computer that slept through the end hides soon after it wakes', () => {
  visibility.endAt(Date.now() + HOUR);
  vi.setSystemTime(Date.now() + 2 * HOUR); // timers stood still
  vi.advanceTimersByTime(30_000);
  expect(events).toEqual(['changed', 'ended']);
});

test('it can be made to last, and ended anew', () => {
  visibility.endAt(Date.now() + HOUR);
  visibility.endAt(undefined);
  vi.advanceTimersByTime(2 * HOUR);
  expect(events).toEqual(['changed', 'changed']);
  visibility.endAt(Date.now() + HOUR);
  visibility.reset();
  vi.advanceTimersByTime(2 * HOUR);
  expect(events).not.toContain('ended');
});

test('the same visitor is news every ten seconds, another one at once', () => {
  const seen = (client: string, timeMs: number) => visibility.seen({ client, timeMs });
  seen('192.168.1.7', 0);
  seen('192.168.1.7', 9_000);
  seen('192.168.1.31', 9_500);
  seen('192.168.1.31', 19_500);
  expect(events).toEqual(['changed', 'changed', 'changed']);
  expect(visibility.visitor).toEqual({ client: '192.168.1.31', timeMs: 19_500 });
  visibility.reset();
  expect(visibility.visitor).toBeUndefined();
});
