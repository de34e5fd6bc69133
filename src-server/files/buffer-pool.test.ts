import { expect, test } from 'vitest';
import { forget, giveBack, takeBuffer } from './buffer-pool.ts';

const MANY = 10_000_000;

test('what fits a small buffer gets one, all else a large one; each is used again', () => {
  const [small, large] = [takeBuffer(1_000), takeBuffer(MANY)];
  expect([small.byteLength, large.byteLength]).toEqual([64 * 1024, 1024 * 1024]);
  giveBack(small);
  giveBack(large);
  expect([takeBuffer(1_000), takeBuffer(MANY)]).toEqual([small, large]);
  giveBack(small);
  giveBack(large);
});

test('when very many are in use the others are small, until some are given up', () => {
  const taken = Array.from({ length: 100 }, () => takeBuffer(MANY));
  const bytes = taken.reduce((sum, { byteLength }) => sum + byteLength, 0);
  expect(bytes).toBeLessThan(40 * 2 ** 20);
  expect(taken.at(-1)?.byteLength).toBe(64 * 1024);
  for (const [i, buffer] of taken.entries()) (i % 2 ? giveBack : forget)(buffer);
  const next = takeBuffer(MANY);
  expect(next.byteLength).toBe(1024 * 1024);
  giveBack(next);
});
