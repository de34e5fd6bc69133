import { expect, test } from 'vitest';
import type { ShownDetail } from '../../../electron/ipc/contract.ts';
import { record } from '../requests/test-record.ts';
import { asCurl, asFetch, requestUrl } from './request-text.ts';

const detail: ShownDetail = {
  record: record({ method: 'POST', target: '/inbox/?a=1&b=2' }),
  requestFields: [
    ['Host', 'studio.local:8000'],
    ['Content-Type', 'application/json'],
    ['Content-Length', '15'],
    ['X-Note', "it's"],
  ],
  responseFields: [],
  requestBody: {
    mediaType: 'application/json',
    bytes: new TextEncoder().encode('{"a":"b\'c"}'),
    totalBytes: 15,
    cut: false,
  },
  trace: [],
  timing: { headMs: 1, endMs: 2 },
};
const server = 'https://127.0.0.1:8000/';

test('the URL is the one that the client meant', () => {
  expect(requestUrl(detail, server)).toBe('https://studio.local:8000/inbox/?a=1&b=2');
  expect(requestUrl({ ...detail, requestFields: [] }, server)).toBe('https://127.0.0.1:8000/inbox/?a=1&b=2');
});

test('cURL gets method, fields and content, safe for a shell', () => {
  expect(asCurl(detail, server).split(' \\\n  ')).toEqual([
    "curl 'https://studio.local:8000/inbox/?a=1&b=2'",
    '-X POST',
    "-H 'Content-Type: application/json'",
    `-H 'X-Note: it'\\''s'`,
    `--data-binary '{"a":"b'\\''c"}'`,
  ]);
});

test('a plain GET stays short', () => {
  const get = { ...detail, record: record({ target: '/about.html' }), requestFields: [] };
  const { requestBody: _none, ...plain } = get;
  expect(asCurl(plain, 'http://localhost:8000/')).toBe('curl http://localhost:8000/about.html');
});

test('fetch is a program that runs', () => {
  const code = asFetch(detail, server);
  expect(code).toMatch(/^await fetch\("https:\/\/studio.local:8000\/inbox\/\?a=1&b=2", \{/);
  expect(JSON.parse(code.slice(code.indexOf('{'), -2))).toEqual({
    method: 'POST',
    headers: [
      ['Content-Type', 'application/json'],
      ['X-Note', "it's"],
    ],
    body: '{"a":"b\'c"}',
  });
});
