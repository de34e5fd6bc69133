import { beforeEach, expect, test } from 'vitest';
import type { ExchangeRecord } from '../../src-server/log/record.ts';
import type { Counters } from '../../src-server/state.ts';
import type { LogBatch, RecordsText } from '../ipc/contract.ts';
import { LogFeed } from './log-feed.ts';
import { recordBatch } from './record-batch.ts';

const counters: Counters = {
  requests: 0,
  contentBytes: 0,
  receivedBytes: 0,
  byClass: [0, 0, 0, 0, 0, 0],
  aborted: 0,
  failed: 0,
  inProgress: 0,
  connections: 0,
  latency: [],
  droppedRecords: 0,
};

let seq: number;
let taken: LogBatch[];
let canTake: boolean;
let feed: LogFeed;

beforeEach(() => {
  [seq, taken, canTake] = [0, [], true];
  feed = new LogFeed({
    get canTake() {
      return canTake;
    },
    take: (batch) => taken.push(batch),
  });
});

function push(count: number, id = 'a', droppedRecords = 0): void {
  const records = Array.from({ length: count }, () => ({ seq: ++seq }) as ExchangeRecord);
  feed.push(id, { ...recordBatch(records, records.length), counters: { ...counters, requests: seq, droppedRecords } });
}
const seqsIn = (records: RecordsText) => (JSON.parse(records) as ExchangeRecord[]).map((record) => record.seq);
const seqs = (batch: LogBatch | undefined) => batch && seqsIn(batch.records);

test('a window that keeps up gets every batch as it comes', () => {
  push(2);
  push(1);
  expect(taken.map(seqs)).toEqual([[1, 2], [3]]);
});

test('what a busy window could not take comes in one batch, once', () => {
  canTake = false;
  push(2);
  push(3);
  expect(taken).toEqual([]);
  canTake = true;
  feed.flush();
  feed.flush();
  expect(taken.map(seqs)).toEqual([[1, 2, 3, 4, 5]]);
});

test('a window far behind gets the newest; the rest is counted as dropped, beside what the engine dropped', () => {
  canTake = false;
  for (let i = 0; i < 9; i++) push(1_000, 'a', 100);
  canTake = true;
  feed.flush();
  expect(seqs(taken[0])).toHaveLength(4_000);
  expect(seqs(taken[0])?.at(-1)).toBe(9_000);
  expect(taken[0]?.counters.droppedRecords).toBe(5_100);
  expect(feed.withSkipped('a', counters).droppedRecords).toBe(5_000);
});

test('counters arrive though there is no new row', () => {
  push(1);
  push(0);
  expect(taken).toHaveLength(2);
  expect(seqs(taken[1])).toEqual([]);
});

test('no server waits for another one: each gets its turn', () => {
  canTake = false;
  push(1, 'a');
  push(1, 'b');
  canTake = true;
  feed.flush();
  expect(taken.map(({ id }) => id)).toEqual(['a', 'b']);
});

test('a page that was just loaded asks for the newest thousand or so and then gets only what is new', () => {
  for (let i = 0; i < 15; i++) push(100);
  feed.startAfresh();
  expect(seqsIn(feed.recent('a'))).toHaveLength(1_000);
  expect(seqsIn(feed.recent('a')).at(-1)).toBe(1_500);
  taken.length = 0;
  push(1);
  expect(taken.map(seqs)).toEqual([[1_501]]);
  expect(taken[0]?.counters.droppedRecords).toBe(0);
});

test('a removed server is forgotten', () => {
  push(1);
  feed.forget('a');
  expect(seqsIn(feed.recent('a'))).toEqual([]);
});
