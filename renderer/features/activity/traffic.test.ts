import { expect, test } from 'vitest';
import type { Counters } from '../../../src-server/state.ts';
import { percentile } from './percentile.ts';
import { Traffic } from './traffic.ts';

function counters(requests: number, contentBytes = 0): Counters {
  const rest = { receivedBytes: 0, aborted: 0, failed: 0, inProgress: 0, connections: 0, droppedRecords: 0 };
  return { requests, contentBytes, byClass: [0, 0, requests, 0, 0, 0], latency: [requests, 0], ...rest };
}

test('each second gets what was added in it', () => {
  const traffic = new Traffic();
  traffic.start(counters(100));
  traffic.count(counters(110, 500), 1_000);
  traffic.count(counters(115, 900), 1_900);
  traffic.count(counters(116, 900), 3_100);
  expect(traffic.requests(4, 4_000)).toEqual([0, 15, 0, 1]);
  expect(traffic.at(1).bytes).toBe(900);
  expect(traffic.outRate(6_000)).toBe(900 / 5);
});

test('totals from before the window was opened belong to no second', () => {
  const traffic = new Traffic();
  traffic.start(counters(1_000));
  traffic.count(counters(1_001), 5_000);
  expect(traffic.requests(1, 6_000)).toEqual([1]);
});

test('a restarted engine counts from nothing', () => {
  const traffic = new Traffic();
  traffic.count(counters(50), 1_000);
  traffic.count(counters(3), 2_000);
  expect(traffic.requests(2, 3_000)).toEqual([50, 3]);
});

test('seconds of five minutes ago are gone', () => {
  const traffic = new Traffic();
  traffic.count(counters(50), 1_000);
  expect(traffic.requests(1, 302_000)).toEqual([0]);
});

test('percentiles lie within their bucket', () => {
  const ends = [1, 2, 4, 8];
  expect(percentile([], ends, 0.5)).toBeUndefined();
  expect(percentile([10, 0, 0, 0, 0], ends, 0.5)).toBe(0.5);
  const p95 = percentile([90, 0, 10, 0, 0], ends, 0.95) ?? 0;
  expect(p95).toBeGreaterThan(2);
  expect(p95).toBeLessThanOrEqual(4);
  expect(percentile([0, 0, 0, 0, 3], ends, 0.5)).toBe(8);
});

test('something new to draw is told, and nothing is not', () => {
  const traffic = new Traffic();
  traffic.start(counters(1));
  traffic.count(counters(1), 1_000);
  expect(traffic.changes).toBe(0);
  traffic.count(counters(1, 10), 1_100); // a transfer goes on
  traffic.count(counters(2, 10), 1_200);
  expect(traffic.changes).toBe(2);
});
