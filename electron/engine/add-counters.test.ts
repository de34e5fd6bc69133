import { expect, test } from 'vitest';
import type { Counters } from '../../src-server/state.ts';
import { addCounters } from './add-counters.ts';

const some: Counters = {
  requests: 3,
  contentBytes: 100,
  receivedBytes: 7,
  byClass: [0, 0, 2, 0, 1, 0],
  aborted: 1,
  failed: 0,
  inProgress: 2,
  connections: 4,
  latency: [1, 2],
  droppedRecords: 5,
};

test('totals are added; what is going on is that of the living thread', () => {
  expect(addCounters({ ...some, inProgress: 9, connections: 9 }, some)).toEqual({
    requests: 6,
    contentBytes: 200,
    receivedBytes: 14,
    byClass: [0, 0, 4, 0, 2, 0],
    aborted: 2,
    failed: 0,
    inProgress: 2,
    connections: 4,
    latency: [2, 4],
    droppedRecords: 10,
  });
});

test('without a thread before there is nothing to add', () => {
  expect(addCounters(undefined, some)).toBe(some);
});
