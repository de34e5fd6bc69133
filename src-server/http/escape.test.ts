import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodePathSegment, escapeControls, escapeHtml } from './escape.ts';

test('HTML is escaped for text and for both kinds of quotes', () => {
  expect(escapeHtml(`<a href="x" title='y'>&amp;`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;');
  expect(escapeHtml('plain 你好')).toBe('plain 你好');
});

test.each([
  ['a.b-c_d~9', 'a.b-c_d~9'],
  ['a b', 'a%20b'],
  ['back\\slash', 'back%5Cslash'],
  ['a/b', 'a%2Fb'],
  ['a:b', 'a%3Ab'],
  ['100%', '100%25'],
  ['?#', '%3F%23'],
  ['"<>', '%22%3C%3E'],
  ['你', '%E4%BD%A0'],
  ['💡', '%F0%9F%92%A1'],
  ['\ud800x', '%EF%BF%BDx'],
  ['', ''],
])('the segment %j is sent as %s', (segment, expected) => {
  expect(encodePathSegment(segment)).toBe(expected);
});

test('controls become \\xNN, and backslashes are doubled on request', () => {
  expect(escapeControls('a\n\x1b[0m\x7f\x85b\\c')).toBe('a\\x0a\\x1b[0m\\x7f\\x85b\\c');
  expect(escapeControls('a\tb\\c', { backslash: true })).toBe('a\\x09b\\\\c');
  expect(escapeControls('你 é')).toBe('你 é');
});

test('no text can break out of its place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      if (/[<>"']/.test(escapeHtml(text))) throw new Error('markup');
      if (/\p{Cc}/u.test(escapeControls(text))) throw new Error('control');
      const encoded = encodePathSegment(text);
      if (!/^(?:[\w.~!*'()-]|%[0-9A-F]{2})*$/.test(encoded)) throw new Error(encoded);
    }),
    { numRuns: 50_000 },
  );
});

test('an encoded segment decodes to itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      if (decodeURIComponent(encodePathSegment(text)) !== text) throw new Error(text);
    }),
    { numRuns: 20_000 },
  );
});
