import { expect, test } from 'vitest';
import { bodyContent, hexDump } from './body-content.ts';

const body = (mediaType: string, content: string | Uint8Array, cut = false) => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { mediaType, bytes, totalBytes: bytes.length, cut };
};

test('JSON is parsed, also under its other names', () => {
  expect(bodyContent(body('application/problem+json', '{"a":[1]}'))).toEqual({ kind: 'json', value: { a: [1] } });
});

test('parameters of the media type do not matter', () => {
  expect(bodyContent(body('application/json; charset=utf-8', '1')).kind).toBe('json');
});

test('JSON that was cut is text', () => {
  expect(bodyContent(body('application/json', '{"a":[1', true))).toEqual({ kind: 'text', text: '{"a":[1' });
});

test('a form is names and values', () => {
  const form = bodyContent(body('application/x-www-form-urlencoded', 'a=1&b=%E7%8F%A0&a=2'));
  expect(form).toEqual({
    kind: 'form',
    entries: [
      ['a', '1'],
      ['b', '珠'],
      ['a', '2'],
    ],
  });
});

test('a preview that ends inside a character is text all the same', () => {
  const bytes = new TextEncoder().encode('夜').subarray(0, 2);
  expect(bodyContent(body('text/plain', new Uint8Array([0x61, ...bytes]), true))).toEqual({ kind: 'text', text: 'a' });
});

test('an image is an image, a part of one is bytes', () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1]);
  expect(bodyContent(body('image/png', png)).kind).toBe('image');
  expect(bodyContent(body('image/png', png, true)).kind).toBe('bytes');
});

test('what is no text is shown byte by byte', () => {
  expect(hexDump(new Uint8Array([0x41, 0x00, 0xff]))).toBe(`0000  41 00 ff${' '.repeat(41)}A..`);
});

test('nothing is nothing', () => expect(bodyContent(body('text/html', ''))).toEqual({ kind: 'empty' }));
