import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createBatcher } from './batcher.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function collecting(options: { credit?: number; maxQueued?: number } = {}) {
  const batches: { items: readonly number[]; dropped: number }[] = [];
  const batcher = createBatcher<number>({
    flushAfterMs: 50,
    credit: options.credit ?? 2,
    maxQueued: options.maxQueued ?? 1000,
    send: (items, dropped) => batches.push({ items, dropped }),
  });
  return { batches, batcher };
}

test('what comes within 50 ms is one batch', () => {
  const { batches, batcher } = collecting();
  for (const item of [1, 2, 3]) batcher.push(item);
  expect(batches).toEqual([]);
  vi.advanceTimersByTime(50);
  expect(batches).toEqual([{ items: [1, 2, 3], dropped: 0 }]);
});

test('a third batch waits until one was acknowledged, and then leaves at once', () => {
  const { batches, batcher } = collecting();
  for (let i = 0; i < 4; i++) {
    batcher.push(i);
    vi.advanceTimersByTime(50);
  }
  expect(batches.map(({ items }) => items)).toEqual([[0], [1]]);
  batcher.acknowledge();
  expect(batches.map(({ items }) => items)).toEqual([[0], [1], [2, 3]]);
});

test('acknowledging does not break up a batch that is still collecting', () => {
  const { batches, batcher } = collecting();
  batcher.push(1);
  vi.advanceTimersByTime(50);
  batcher.push(2);
  batcher.acknowledge();
  expect(batches).toHaveLength(1);
  vi.advanceTimersByTime(50);
  expect(batches).toHaveLength(2);
});

test('the oldest are dropped when the reader is behind, and counted exactly', () => {
  const { batches, batcher } = collecting({ credit: 1, maxQueued: 10 });
  batcher.push(-1);
  vi.advanceTimersByTime(50);
  for (let i = 0; i < 1234; i++) batcher.push(i);
  vi.advanceTimersByTime(50);
  batcher.acknowledge();
  expect(batches[1]).toEqual({ items: [1224, 1225, 1226, 1227, 1228, 1229, 1230, 1231, 1232, 1233], dropped: 1224 });
  batcher.acknowledge();
  batcher.push(9999);
  vi.advanceTimersByTime(50);
  expect(batches[2]).toEqual({ items: [9999], dropped: 0 });
});

test('flush sends at once', () => {
  const { batches, batcher } = collecting();
  batcher.push(1);
  batcher.flush();
  batcher.flush();
  expect(batches).toHaveLength(1);
});
