import { expect, test } from 'vitest';
import { challenge, parseCredentials } from './credentials.ts';

const basic = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding).toString('base64');

test.each([
  ['ann:secret', 'ann', 'secret'],
  ['ann:with:colons', 'ann', 'with:colons'],
  ['ann:', 'ann', ''],
  [':secret', '', 'secret'],
  ['jörg:größe', 'jörg', 'größe'],
  ['jo\u0308rg:x', 'jörg', 'x'],
])('%s names %s with the password %s', (text, name, password) => {
  expect(parseCredentials(`Basic ${basic(text)}`)).toEqual({ kind: 'basic', name, password });
  expect(parseCredentials(`bAsIc   ${basic(text)}  `)).toEqual({ kind: 'basic', name, password });
});

test('bytes that are no UTF-8 are Latin-1, which older programs send', () => {
  expect(parseCredentials(`Basic ${basic('jörg:größe', 'latin1')}`)).toMatchObject({ name: 'jörg', password: 'größe' });
});

test.each(['', 'Basic', 'Basic ', 'Basic ???', 'Bearer abc', `Basic ${basic('no colon')}`, `Basic ${basic('a:b')} x`])(
  '"%s" is malformed',
  (field) => {
    expect(parseCredentials(field)).toEqual({ kind: 'malformed' });
  },
);

test('without the field there are none', () => {
  expect(parseCredentials(undefined)).toEqual({ kind: 'none' });
});

test('the challenge quotes the realm', () => {
  expect(challenge('My "own" \\ place')).toBe('Basic realm="My \\"own\\" \\\\ place", charset="UTF-8"');
});
