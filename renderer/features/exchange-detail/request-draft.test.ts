import { expect, test } from 'vitest';
import type { ShownDetail } from '../../../electron/ipc/contract.ts';
import { record } from '../requests/test-record.ts';
import { draftOf, keptContent, readDraft } from './request-draft.ts';

const content = (text: string | Uint8Array) => {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return { mediaType: 'text/plain', bytes, totalBytes: bytes.length, cut: false };
};
const detail: ShownDetail = {
  record: record({ method: 'POST', target: '/api/places?sort=name' }),
  requestFields: [
    ['Host', 'localhost:8000'],
    ['Content-Length', '7'],
    ['Content-Encoding', 'gzip'],
    ['X-Empty', ''],
    [':authority', 'x'],
  ],
  responseFields: [],
  requestBody: content('{"a":1}'),
  trace: [],
  timing: { headMs: 0, endMs: 0 },
};

test('a draft holds what can be changed, without what follows from it', () => {
  expect(draftOf(detail)).toEqual({
    method: 'POST',
    target: '/api/places?sort=name',
    fields: 'Host: localhost:8000\nX-Empty: ',
    body: '{"a":1}',
  });
});

test('what is not changed is sent as it was', () => {
  expect(readDraft(draftOf(detail))).toEqual({
    request: {
      method: 'POST',
      target: '/api/places?sort=name',
      fields: [
        ['Host', 'localhost:8000'],
        ['X-Empty', ''],
      ],
      body: new TextEncoder().encode('{"a":1}'),
    },
  });
});

test('content that is no text is kept byte for byte', () => {
  const bytes = new Uint8Array([0, 255, 1]);
  const binary = { ...detail, requestBody: content(bytes) };
  expect(draftOf(binary).body).toBe('');
  expect(readDraft(draftOf(binary), keptContent(binary))).toMatchObject({ request: { body: bytes } });
  expect(keptContent(detail)).toBeUndefined();
});

test.each([
  ['about us.html', '/about%20us.html'],
  ['/圖.png', '/%E5%9C%96.png'],
  ['http://localhost:8000/a?b', '/a?b'],
  ['', '/'],
  ['/a\ud800', '/a%EF%BF%BD'],
])('the target "%s" is wrong, and %s would be right', (target, right) => {
  expect(readDraft({ ...draftOf(detail), target })).toEqual({ problems: { target: right } });
});

test('a method with a space and a line without a colon are named', () => {
  expect(readDraft({ method: 'GE T', target: '/', fields: 'A: 1\n\nno field', body: '' })).toEqual({
    problems: { method: true, fields: 3 },
  });
});

test('a lower-case method is taken as it was meant', () => {
  expect(readDraft({ method: ' put ', target: '/', fields: '', body: '' })).toMatchObject({
    request: { method: 'PUT', fields: [] },
  });
});
