import { expect, test } from 'vitest';
import { RequestLog } from '../requests/request-log.ts';
import { record } from '../requests/test-record.ts';
import { rowOf } from './send-and-select.ts';

const wanted = { method: 'PUT', target: '/a' };

test('finds the row among those that came since', async () => {
  const log = new RequestLog();
  log.append([record(wanted), record({ target: '/b' }), record(wanted)]);
  expect(await rowOf(log, 1, wanted)).toBe(2);
});

test('waits for the row that is still on its way', async () => {
  const log = new RequestLog();
  const found = rowOf(log, 0, wanted);
  log.append([record({ target: '/a' })]);
  log.append([record(wanted)]);
  expect(await found).toBe(1);
});

test('gives up when it never comes', async () => {
  expect(await rowOf(new RequestLog(), 0, wanted, 5)).toBeUndefined();
});
