import { expect, test } from 'vitest';
import { Rate } from './rate.ts';

test('400 kbit/s are 50 bytes a millisecond', () => {
  const rate = new Rate(400);
  expect(rate.book(5_000, 0)).toBe(100);
  expect(rate.pieceBytes).toBe(2_500);
});

test('those that share the line wait for each other, time that passed unused is lost', () => {
  const rate = new Rate(400);
  rate.book(5_000, 0);
  expect(rate.book(5_000, 50)).toBe(150);
  expect(rate.book(500, 1_000)).toBe(10);
});

test('the slowest line still takes a byte at a time', () => {
  expect(new Rate(0.001).pieceBytes).toBe(1);
});
