import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { record } from '../test-record.ts';
import { toCsv } from './csv.ts';
import { toHar } from './har.ts';
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

const pairs = z.array(z.object({ name: z.string(), value: z.string() }));
/** The required parts of http://www.softwareishard.com/blog/har-12-spec/ */
const har = z.object({
  log: z.object({
    version: z.literal('1.2'),
    creator: z.object({ name: z.string(), version: z.string() }),
    entries: z.array(
      z.object({
        startedDateTime: z.iso.datetime(),
        time: z.number().check(z.minimum(0)),
        request: z.object({
          method: z.string(),
          url: z.url(),
          httpVersion: z.string(),
          cookies: z.array(z.unknown()),
          headers: pairs,
          queryString: pairs,
          headersSize: z.number(),
          bodySize: z.number(),
        }),
        response: z.object({
          status: z.number(),
          statusText: z.string(),
          httpVersion: z.string(),
          cookies: z.array(z.unknown()),
          headers: pairs,
          content: z.object({ size: z.number(), mimeType: z.string() }),
          redirectURL: z.string(),
          headersSize: z.number(),
          bodySize: z.number(),
        }),
        cache: z.object({}),
        timings: z.object({ send: z.number(), wait: z.number(), receive: z.number() }),
      }),
    ),
  }),
});

test('HAR has the structure of version 1.2', () => {
  const { log } = har.parse(JSON.parse(toHar(rows, 'http://127.0.0.1:8000/', '1.0.0')));
  expect(log.entries[0]?.request.url).toBe('http://127.0.0.1:8000/a?x=1&y=%22');
  expect(log.entries[0]?.request.queryString).toEqual([
    { name: 'x', value: '1' },
    { name: 'y', value: '"' },
  ]);
});

test('CSV quotes what needs it, and lets no visitor write a formula', () => {
  const [head, , second] = toCsv(rows).split('\r\n');
  expect(head).toMatch(/^seq,time,client,method,target/);
  expect(second).toContain(`"/""quoted"",\\"`);
  expect(second).toContain(`,'=cmd(),"a\nb"`);
});

test('NDJSON gives every row back', () => {
  const lines = toNdjson(rows).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(rows);
});

test('Common Log Format keeps one request on one line', () => {
  expect(toCommonLog(rows).split('\n')).toEqual([
    '127.0.0.1 - - [22/Nov/2026:09:05:07 +0000] "GET /a?x=1&y=%22 HTTP/1.1" 200 12',
    '127.0.0.1 - - [02/Jan/2026:00:00:00 +0000] "GET /\\x22quoted\\x22,\\x5c HTTP/1.1" 404 -',
    '',
  ]);
});
