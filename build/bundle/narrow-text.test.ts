import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { narrowed } from './narrow-text.ts';

const isNarrow = (text: string) => [...text].every((character) => character.charCodeAt(0) <= 0xff);

test('a few wide characters are escaped, and the program means the same', () => {
  const code = "const text = `…` + '→ é \u{1f600}'; const found = /[–—]\u{1f600}/u.test('—\u{1f600}'); [text, found]";
  expect(isNarrow(code)).toBe(false);
  expect(isNarrow(narrowed(code))).toBe(true);
  expect(runInNewContext(narrowed(code))).toEqual(runInNewContext(code));
});

test('Latin-1, which is narrow as it is, is escaped as well: only ASCII needs no decoding', () => {
  expect(narrowed("const text = 'é·';")).toBe(String.raw`const text = '\u00e9\u00b7';`);
});

test('a text that is mostly wide stays wide', () => {
  expect(narrowed("'服务器已经停止'")).toBe("'服务器已经停止'");
});
