import { expect, test, vi } from 'vitest';
import { RequestLog } from './request-log.ts';
import { record } from './test-record.ts';

const rows = (...seqs: number[]) => seqs.map((seq) => record({ seq, timeMs: seq }));
const seqs = (log: RequestLog) =>
  Array.from({ length: log.rows.end - log.rows.first }, (_, i) => log.rows.at(log.rows.first + i)?.seq);

test('listeners hear of new rows, and nothing after they left', () => {
  const log = new RequestLog();
  const listener = vi.fn();
  const leave = log.subscribe(listener);
  log.append(rows(1, 2));
  leave();
  log.append(rows(3));
  expect(listener).toHaveBeenCalledTimes(1);
});

test('older rows come before those that arrived meanwhile, and none twice', () => {
  const log = new RequestLog();
  log.hold();
  log.append(rows(3, 4));
  log.release(rows(1, 2, 3));
  expect(seqs(log)).toEqual([1, 2, 3, 4]);
});

test('a restarted engine counts from 1 again and loses nothing', () => {
  const log = new RequestLog();
  log.append([record({ seq: 1, timeMs: 10 })]);
  log.append([record({ seq: 1, timeMs: 99 })]);
  expect(seqs(log)).toEqual([1, 1]);
});

test('rows are fresh for 900 ms, and none is while they come too fast to look at', () => {
  const log = new RequestLog();
  log.append(rows(1), 0);
  log.append(rows(2), 800);
  expect(log.freshFrom(850)).toBe(0);
  expect(log.freshFrom(1_000)).toBe(1);
  log.append(rows(...Array.from({ length: 60 }, (_, i) => i + 3)), 1_000);
  expect(log.freshFrom(1_050)).toBe(log.rows.end);
});

test('undo after a second clear brings back nothing of the first', () => {
  const log = new RequestLog();
  log.append(rows(1, 2));
  const first = log.clear();
  log.append(rows(3));
  log.clear();
  first.undo();
  expect(log.start).toBe(3);
});
