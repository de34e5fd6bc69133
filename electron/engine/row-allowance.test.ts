import { expect, test } from 'vitest';
import { RowAllowance } from './row-allowance.ts';

test('twenty thousand rows at once all go; a flood that goes on is cut to four thousand a second', () => {
  let now = 0;
  const allowance = new RowAllowance(() => now);
  expect(allowance.take(20_000)).toBe(20_000);
  expect(allowance.take(10)).toBe(0);
  let granted = 0;
  for (let i = 0; i < 20; i++) {
    now += 50;
    granted += allowance.take(2_000);
  }
  expect(granted).toBe(4_000);
});

test('after some quiet seconds a burst is whole again', () => {
  let now = 0;
  const allowance = new RowAllowance(() => now);
  allowance.take(20_000);
  now += 5_000;
  expect(allowance.take(25_000)).toBe(20_000);
});
