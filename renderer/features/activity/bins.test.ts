import { expect, test } from 'vitest';
import type { Counters } from '../../../src-server/state.ts';
import { BIN_S, binsOf } from './bins.ts';
import { Traffic } from './traffic.ts';

const counters = (ok: number, lost: number, contentBytes: number): Counters => ({
  requests: ok + lost,
  contentBytes,
  receivedBytes: 0,
  byClass: [0, 0, ok, 0, lost, 0],
  aborted: 0,
  failed: 0,
  inProgress: 0,
  connections: 0,
  latency: [ok + lost, 0, 0],
  droppedRecords: 0,
});

test('a bin holds what happened in its seconds', () => {
  const traffic = new Traffic();
  traffic.count(counters(10, 0, 1_000), 1_000_000);
  traffic.count(counters(15, 5, 3_000), 1_004_000);
  const bins = binsOf(traffic, 1_005_000);
  expect(bins.times.at(-2)).toBe(1_000);
  expect(bins.classes.map((one) => one.at(-2))).toEqual([15 / BIN_S, 0, 5 / BIN_S, 0]);
  expect(bins.bytesPerSecond.at(-2)).toBe(3_000 / BIN_S);
  expect(bins.median.at(-2)).toBeLessThanOrEqual(0.1);
  expect(bins.median.at(-3)).toBeNull();
  expect(bins.empty).toBe(false);
});

test('nothing yet is empty, and the axes stay', () => {
  const bins = binsOf(new Traffic(), 1_005_000);
  expect(bins.empty).toBe(true);
  expect(bins.times).toHaveLength(60);
});

test('the bin of these seconds grows while they last', () => {
  const traffic = new Traffic();
  traffic.count(counters(1, 0, 10), 1_006_000);
  const bins = binsOf(traffic, 1_006_500);
  expect(bins.times.at(-1)).toBe(1_005);
  expect(bins.classes[0]?.at(-1)).toBe(1 / BIN_S);
  expect(bins.empty).toBe(false);
});
