import { expect, test } from 'vitest';
import { parseFilter } from './filter.ts';
import { PageLoads } from './page-loads.ts';
import { RequestLog } from './request-log.ts';
import { record } from './test-record.ts';

const html = { mediaType: 'text/html' };
const referer = 'http://127.0.0.1:8000/guide/';

function logWith(...rows: Parameters<typeof record>[0][]): RequestLog {
  const log = new RequestLog();
  log.append(rows.map((row, i) => record({ seq: i + 1, timeMs: i * 10, ...row })));
  return log;
}

test('what a page fetched is folded under it', () => {
  const log = logWith(
    { target: '/guide/', ...html, contentBytes: 5 },
    { target: '/a.css', referer, contentBytes: 10 },
    { target: '/other.txt', client: '10.0.0.9' },
    { target: '/b.js', referer, contentBytes: 20 },
  );
  const loads = new PageLoads(log, undefined).sync(log.rows.end);
  expect(loads.count).toBe(2);
  expect(loads.loadAt(0)).toEqual({ count: 2, bytes: 35, open: false });
  expect(loads.loadAt(1)).toBeUndefined();
});

test('opened, its parts stand below it', () => {
  const log = logWith({ target: '/guide/', ...html }, { target: '/x', client: '9' }, { target: '/a.css', referer });
  const loads = new PageLoads(log, undefined).sync(log.rows.end);
  loads.toggle(0);
  expect([0, 1, 2].map((i) => loads.at(i)?.target)).toEqual(['/guide/', '/a.css', '/x']);
  expect([0, 1, 2].map((i) => loads.isPart(i))).toEqual([false, true, false]);
  expect([0, 1, 2].map((i) => loads.indexOf(loads.positionAt(i)))).toEqual([0, 1, 2]);
});

test('a new page of the same client begins a new load', () => {
  const log = logWith({ ...html }, { target: '/two', ...html }, { target: '/late.css', referer: 'http://x/two' });
  const loads = new PageLoads(log, undefined).sync(log.rows.end);
  expect([loads.loadAt(0), loads.loadAt(1)?.count]).toEqual([undefined, 1]);
});

test('without a referer, what comes within three seconds belongs to the page', () => {
  const log = logWith({ ...html }, { target: '/soon.json', timeMs: 2_000 }, { target: '/late.json', timeMs: 9_000 });
  expect(new PageLoads(log, undefined).sync(log.rows.end).count).toBe(2);
});

test('keeps up with new rows, a filter and a cleared log', () => {
  const log = logWith({ ...html }, { target: '/a.css', referer: 'http://x/' });
  const loads = new PageLoads(log, parseFilter('-path:.js').matches).sync(log.rows.end);
  log.append([record({ target: '/b.css', referer: 'http://x/' }), record({ target: '/c.js', referer: 'http://x/' })]);
  expect(loads.sync(log.rows.end).loadAt(0)?.count).toBe(2);
  const { undo } = log.clear();
  expect(loads.sync(log.rows.end).count).toBe(0);
  undo();
  expect(loads.sync(log.rows.end).count).toBe(1);
});
