import { expect, test } from 'vitest';
import { record } from '../test-record.ts';
import { toCsv } from './csv.ts';
import { toCommonLog, toNdjson } from './text.ts';

const rows = [
  record({
    seq: 1,
    timeMs: Date.UTC(2026, 10, 22, 9, 5, 7),
    target: '/a?x=1&y=%22',
    mediaType: 'text/html',
    contentBytes: 12,
  }),
  record({
    seq: 2,
    timeMs: Date.UTC(2026, 0, 2),
    target: '/"quoted",\\',
    status: 404,
    userAgent: '=cmd()',
    referer: 'a\nb',
  }),
];

test('CSV quotes what needs it, and lets no visitor write a formula', () => {
  const [head, , second] = toCsv(rows).split('\r\n');
  expect(head).toMatch(/^seq,time,client,user,method,target/);
  expect(second).toContain(`"/""quoted"",\\"`);
  expect(second).toContain(`,'=cmd(),"a\nb"`);
});

test('CSV names who was signed in', () => {
  expect(toCsv([record({ client: '127.0.0.1', user: 'ann', method: 'GET' })])).toContain(',127.0.0.1,ann,GET,');
});

test('NDJSON gives every row back', () => {
  const lines = toNdjson(rows).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(rows);
});

test('Common Log Format names who was signed in, as one word', () => {
  const lines = toCommonLog([record({ user: 'ann' }), record({ user: 'Ann "A" Bell\u2028\x9b' })]).split('\n');
  expect(lines[0]).toMatch(/^127\.0\.0\.1 - ann \[/);
  expect(lines[1]).toMatch(/^127\.0\.0\.1 - Ann\\x20\\x22A\\x22\\x20Bell\\u2028\\x9b \[/);
});

test('Common Log Format keeps one request on one line', () => {
  expect(toCommonLog(rows).split('\n')).toEqual([
    '127.0.0.1 - - [22/Nov/2026:09:05:07 +0000] "GET /a?x=1&y=%22 HTTP/1.1" 200 12',
    '127.0.0.1 - - [02/Jan/2026:00:00:00 +0000] "GET /\\x22quoted\\x22,\\x5c HTTP/1.1" 404 -',
    '',
  ]);
});
