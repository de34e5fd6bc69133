import { expect, test } from 'vitest';
import { logViewOf, toggleClass } from './log-view.ts';

test('a click shows only that class, a second one all again', () => {
  expect(toggleClass([], 4, false)).toEqual([4]);
  expect(toggleClass([4], 4, false)).toEqual([]);
  expect(toggleClass([2, 4], 4, false)).toEqual([4]);
});

test('with Shift a class is added or taken away', () => {
  expect(toggleClass([4], 5, true)).toEqual([4, 5]);
  expect(toggleClass([4, 5], 4, true)).toEqual([5]);
});

test('each server has a view of its own that stays', () => {
  logViewOf('a').setState({ filter: 'status:404' });
  expect(logViewOf('a').getState().filter).toBe('status:404');
  expect(logViewOf('b').getState().filter).toBe('');
});
