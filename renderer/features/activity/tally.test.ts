import { expect, test } from 'vitest';
import { RequestLog } from '../requests/request-log.ts';
import { record } from '../requests/test-record.ts';
import { Tally } from './tally.ts';

test('paths are counted without their query, the busiest first', () => {
  const log = new RequestLog();
  log.append([
    record({ target: '/a?x=1', contentBytes: 10 }),
    record({ target: '/b', client: '10.0.0.2' }),
    record({ target: '/a?x=2', contentBytes: 5 }),
  ]);
  const tally = new Tally(log).sync();
  expect(tally.paths(10)).toEqual([
    { key: '/a', count: 2, bytes: 15 },
    { key: '/b', count: 1, bytes: 0 },
  ]);
  expect(tally.clientCount).toBe(2);
});

test('a client is known by what it called itself last', () => {
  const log = new RequestLog();
  const phone = (userAgent?: string) => record({ client: '10.0.0.2', userAgent });
  log.append([phone('iPhone'), phone('iPad'), phone(), record({ client: '10.0.0.3' })]);
  const tally = new Tally(log).sync();
  expect(tally.agentOf('10.0.0.2')).toBe('iPad');
  expect(tally.agentOf('10.0.0.3')).toBeUndefined();
});

test('errors are told apart by status and path', () => {
  const log = new RequestLog();
  log.append([record({ target: '/x', status: 404 }), record({ target: '/x', status: 502 }), record({ target: '/x' })]);
  expect(
    new Tally(log)
      .sync()
      .errors(10)
      .map(({ key }) => key),
  ).toEqual(['404 /x', '502 /x']);
});

test('a row is counted once', () => {
  const log = new RequestLog();
  log.append([record()]);
  const tally = new Tally(log).sync();
  log.append([record()]);
  expect(tally.sync().paths(1)[0]?.count).toBe(2);
});
