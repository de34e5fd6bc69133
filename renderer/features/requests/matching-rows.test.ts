import { expect, test } from 'vitest';
import { parseFilter } from './filter.ts';
import { MatchingRows } from './matching-rows.ts';
import { KEPT_ROWS, RequestLog } from './request-log.ts';
import { record } from './test-record.ts';

const errors = parseFilter('status:404').matches;
const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => record({ seq: from + i, status: (from + i) % 10 === 0 ? 404 : 200 }));

test('every row is shown without a filter', () => {
  const log = new RequestLog();
  log.append(rows(1, 30));
  const shown = new MatchingRows(log, undefined).sync(log.rows.end);
  expect(shown.count).toBe(30);
  expect(shown.at(29)?.seq).toBe(30);
});

test('a filter keeps up with new rows', () => {
  const log = new RequestLog();
  log.append(rows(1, 30));
  const shown = new MatchingRows(log, errors).sync(log.rows.end);
  log.append(rows(31, 30));
  shown.sync(log.rows.end);
  expect(shown.count).toBe(6);
  expect(shown.at(5)?.seq).toBe(60);
  expect(shown.indexOf(shown.positionAt(3))).toBe(3);
});

test('rows that are forgotten leave at the top, and are counted', () => {
  const log = new RequestLog();
  log.append(rows(1, 100));
  const all = new MatchingRows(log, undefined).sync(log.rows.end);
  const filtered = new MatchingRows(log, errors).sync(log.rows.end);
  for (let from = 101; from <= KEPT_ROWS + 50; from += 1_000) log.append(rows(from, 1_000));
  all.sync(log.rows.end);
  filtered.sync(log.rows.end);
  expect(all.count).toBe(KEPT_ROWS);
  expect(all.removed).toBe(log.rows.first);
  expect(filtered.count).toBe(KEPT_ROWS / 10);
  expect(filtered.at(0)?.seq).toBeGreaterThan(log.rows.first);
});

test('a view that stands still shows rows up to its end', () => {
  const log = new RequestLog();
  log.append(rows(1, 30));
  const shown = new MatchingRows(log, errors).sync(20);
  expect(shown.count).toBe(2);
  expect(shown.sync(30).count).toBe(3);
});

test('a cleared log is empty, and comes back with undo', () => {
  const log = new RequestLog();
  log.append(rows(1, 30));
  const shown = new MatchingRows(log, errors).sync(log.rows.end);
  const { undo } = log.clear();
  expect(shown.sync(log.rows.end).count).toBe(0);
  log.append(rows(31, 10));
  expect(shown.sync(log.rows.end).count).toBe(1);
  undo();
  expect(shown.sync(log.rows.end).count).toBe(4);
});
