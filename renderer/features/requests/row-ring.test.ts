import { expect, test } from 'vitest';
import { RowRing } from './row-ring.ts';
import { record } from './test-record.ts';

function filled(count: number, limit: number): RowRing {
  const ring = new RowRing(limit);
  for (let seq = 1; seq <= count; seq += 1) ring.push(record({ seq }));
  return ring;
}

test('keeps the newest rows at positions that never change', () => {
  const ring = filled(5_000, 2_000);
  expect([ring.first, ring.end]).toEqual([3_000, 5_000]);
  expect(ring.at(3_000)?.seq).toBe(3_001);
  expect(ring.at(4_999)?.seq).toBe(5_000);
});

test('has nothing before the first and after the last row', () => {
  const ring = filled(5_000, 2_000);
  expect(ring.at(2_999)).toBeUndefined();
  expect(ring.at(5_000)).toBeUndefined();
});

test('forgets rows before a position, and never goes back', () => {
  const ring = filled(3_000, 10_000);
  ring.dropBefore(1_500);
  ring.dropBefore(10);
  expect(ring.first).toBe(1_500);
  ring.dropBefore(99_999);
  expect([ring.first, ring.end]).toEqual([3_000, 3_000]);
});

test('100,000 rows and as many again take well under a second', () => {
  const started = performance.now();
  filled(200_000, 100_000);
  expect(performance.now() - started).toBeLessThan(1_000);
});
