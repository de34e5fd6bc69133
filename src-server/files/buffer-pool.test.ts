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

test('when very many are in use the others are small, and then tiny, until some are given up', () => {
  const taken = Array.from({ length: 1_000 }, () => takeBuffer(MANY));
  const bytes = taken.reduce((sum, { byteLength }) => sum + byteLength, 0);
  expect(bytes).toBeLessThan(80 * 2 ** 20);
  expect(takeBufferSize(1_000)).toBe(16 * 1024);
  for (const [i, buffer] of taken.entries()) (i % 2 ? giveBack : forget)(buffer);
  expect([takeBufferSize(1_000), takeBufferSize(MANY)]).toEqual([64 * 1024, 1024 * 1024]);
});

function takeBufferSize(wantedBytes: number): number {
  const buffer = takeBuffer(wantedBytes);
  giveBack(buffer);
  return buffer.byteLength;
}
