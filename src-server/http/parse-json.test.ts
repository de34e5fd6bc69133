import { expect, test } from 'vitest';
import { parseJson } from './parse-json.ts';

test.each([['{}'], ['[1, "a", null]'], ['"x"'], [' 1 '], ['\ufeff{"a": [true]}']])('%s is JSON', (text) => {
  expect(parseJson(text).ok).toBe(true);
});

test.each([
  ['', 0, 1, 1],
  ['{', 1, 1, 2],
  ['{"a": 1,}', 8, 1, 9],
  ['{"a" 1}', 5, 1, 6],
  ['{a: 1}', 1, 1, 2],
  ['[1 2]', 3, 1, 4],
  ['[1,\n  tru]', 6, 2, 3],
  ['{"a": "x\ny"}', 6, 1, 7],
  ['{} x', 3, 1, 4],
  ['{"a": 01}', 7, 1, 8],
  ["{'a': 1}", 1, 1, 2],
  ['[1]]', 3, 1, 4],
  ['[{"a":[}]', 7, 1, 8],
])('%j is wrong at position %i, line %i, column %i', (text, position, line, column) => {
  expect(parseJson(text)).toMatchObject({ ok: false, position, line, column });
});

test('the problem says what was found and where', () => {
  expect(parseJson('{"a": 😀}')).toMatchObject({ problem: 'unexpected "😀" at line 1, column 7' });
  expect(parseJson('{"a": 1')).toMatchObject({ problem: 'unexpected end at line 1, column 8' });
});

test('text of any length and depth is looked through without overflow', () => {
  const long = 'x'.repeat(20_000_000);
  expect(parseJson(`{"a": "${long}`)).toMatchObject({ ok: false, position: 6 });
  expect(parseJson(`["${'\\n'.repeat(1_000_000)}" 1]`)).toMatchObject({ ok: false, position: 2_000_004 });
  expect(parseJson('['.repeat(1_000_000))).toMatchObject({ ok: false, position: 1_000_000 });
});
