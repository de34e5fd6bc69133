import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { paced } from './paced.ts';

let taken: (readonly number[])[];
beforeEach(() => {
  taken = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test('what comes rarely is handed on at once', () => {
  const push = paced<number>(100, (items) => taken.push(items));
  push(1);
  vi.advanceTimersByTime(100);
  push(2);
  expect(taken).toEqual([[1], [2]]);
});

test('what comes fast is gathered, in order, and nothing waits longer than the pace', () => {
  const push = paced<number>(100, (items) => taken.push(items));
  push(1);
  push(2);
  vi.advanceTimersByTime(50);
  push(3);
  expect(taken).toEqual([[1]]);
  vi.advanceTimersByTime(50);
  expect(taken).toEqual([[1], [2, 3]]);
});

test('where it takes long, it is done less often, but not too rarely', async () => {
  const takesMs = [20, 100, 0];
  const push = paced<number>(100, (items) => {
    taken.push(items);
    vi.advanceTimersByTime(takesMs.shift() ?? 0);
  });
  push(1);
  await Promise.resolve(); // the time is taken when React has rendered
  push(2);
  vi.advanceTimersByTime(299);
  expect(taken).toEqual([[1]]);
  vi.advanceTimersByTime(1);
  expect(taken).toEqual([[1], [2]]);
  await Promise.resolve();
  push(3);
  vi.advanceTimersByTime(300);
  expect(taken).toEqual([[1], [2], [3]]);
});
