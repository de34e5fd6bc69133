import { expect, test } from 'vitest';
import { collectNameValues } from './name-values.ts';
import { parseContent } from './parse-content.ts';

const parse = (text: string | Buffer, contentType?: string) => parseContent(Buffer.from(text), contentType);

test.each([
  ['application/json', '{"a":[1]}', { a: [1] }],
  ['application/vnd.api+json; charset=utf-8', '"x"', 'x'],
  ['APPLICATION/JSON', 'null', null],
])('%s is read as JSON', async (contentType, text, json) => {
  expect(await parse(text, contentType)).toEqual({ body: text, form: {}, json, files: [] });
});

test('malformed JSON says where; no content is no error', async () => {
  const wrong = await parse('{"a": }', 'application/json');
  expect([wrong.json, wrong.jsonError]).toEqual([null, expect.stringContaining('line 1, column 7')]);
  expect(await parse('', 'application/json')).toEqual({ body: '', form: {}, json: null, files: [] });
});

test('a form keeps repeated names, and names that objects have by birth', async () => {
  const { form } = await parse('a=1&b=%C3%BC&a=2&__proto__=x', 'application/x-www-form-urlencoded');
  expect(Object.entries(form)).toEqual([
    ['a', ['1', '2']],
    ['b', 'ü'],
    ['__proto__', 'x'],
  ]);
});

test('text is decoded as its charset says; what is no text is shown as bytes', async () => {
  expect((await parse(Buffer.from('größe', 'latin1'), 'text/plain; charset=ISO-8859-1')).body).toBe('größe');
  for (const bytes of [Buffer.from([0xff, 0xfe, 0x00]), Buffer.from('a\0b')]) {
    expect((await parse(bytes)).body).toEqual({ base64: bytes.toString('base64') });
  }
  expect((await parse('x', 'text/plain; charset=klingon')).body).toEqual({ base64: 'eA==' });
});

test('a hundred thousand equal names take no longer than others', () => {
  const pairs = Array.from({ length: 100_000 }, (_, n) => ['a', String(n)] as const);
  expect(collectNameValues(pairs).a).toHaveLength(100_000);
});
