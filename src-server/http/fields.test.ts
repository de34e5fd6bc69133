import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hopByHopNames, isFieldValue, isToken, listIncludes, singleField, splitList, trimOws } from './fields.ts';

describe('splitList', () => {
  test.each([
    [undefined, []],
    ['', []],
    [' , ,', []],
    ['a', ['a']],
    ['a,b ,\tc', ['a', 'b', 'c']],
    [', a,, b,', ['a', 'b']],
    ['text/html;p="a,b", c', ['text/html;p="a,b"', 'c']],
    ['a="x\\",y", b', ['a="x\\",y"', 'b']],
    ['a="x, b', ['a="x, b']],
  ])('%j becomes %j', (field, expected) => {
    expect(splitList(field)).toEqual(expected);
  });

  test('joining and splitting tokens gives the tokens back, whatever the white space', () => {
    const token = fc.stringMatching(/^[a-z0-9!#*.-]{1,8}$/);
    const separator = fc.constantFrom(',', ', ', ' ,', '\t,\t', ',,', ' , , ');
    fc.assert(
      fc.property(fc.array(token, { maxLength: 6 }), separator, (tokens, between) => {
        expect(splitList(tokens.join(between))).toEqual(tokens);
      }),
      { numRuns: 20_000 },
    );
  });

  test('an unterminated quoted string full of escapes takes linear time', () => {
    const started = performance.now();
    splitList(`"${'\\"'.repeat(200_000)}`);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

test('OWS is space and tab only', () => {
  expect(trimOws(' \ta b\t ')).toBe('a b');
  expect(trimOws('\u00a0a\u00a0')).toBe('\u00a0a\u00a0');
  expect(trimOws(' \t ')).toBe('');
});

test('listIncludes ignores case and never matches a part of a token', () => {
  expect(listIncludes('keep-alive, Upgrade', 'upgrade')).toBe(true);
  expect(listIncludes('x-upgrade', 'upgrade')).toBe(false);
  expect(listIncludes(undefined, 'upgrade')).toBe(false);
});

test('tokens are RFC 9110 tchar only', () => {
  for (const good of ['GET', 'X-A_b', "!#$%&'*+-.^_`|~09"]) expect(isToken(good)).toBe(true);
  for (const bad of ['', 'a b', 'a:b', 'a/b', 'ä', 'a\n', '"a"']) expect(isToken(bad)).toBe(false);
});

test('field values have no line breaks, no NUL, no characters beyond a byte, no white space at the ends', () => {
  for (const good of ['', 'a', 'a b\tc', 'caf\u00e9', '"x"']) expect(isFieldValue(good)).toBe(true);
  for (const bad of ['a\r\nb', 'a\n', '\n', '\0', ' a', 'a\t', ' ', 'a\u0100', '\u007f', '\u001b[0m']) {
    expect(isFieldValue(bad)).toBe(false);
  }
});

test('a field value accepted here never holds a control character other than tab', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
      if (isFieldValue(text)) expect(/[^\t\P{Cc}]/u.test(text)).toBe(false);
    }),
    { numRuns: 20_000 },
  );
});

describe('hopByHopNames', () => {
  test('holds the fixed names and those Connection lists', () => {
    const names = hopByHopNames('close, X-Private');
    for (const name of ['connection', 'transfer-encoding', 'te', 'upgrade', 'keep-alive', 'x-private', 'close']) {
      expect(names).toContain(name);
    }
  });

  test('Connection cannot take away what the origin relies on', () => {
    const names = hopByHopNames('Host, Content-Length, X-Forwarded-For, Forwarded, Authorization');
    for (const name of ['host', 'content-length', 'x-forwarded-for', 'forwarded', 'authorization']) {
      expect(names).not.toContain(name);
    }
  });
});

test('singleField counts repeated field lines, in any case', () => {
  const raw = ['Host', 'a', 'Accept', 'x', 'hOST', 'b'];
  expect(singleField(raw, 'host')).toEqual({ count: 2, value: 'a' });
  expect(singleField(raw, 'Accept')).toEqual({ count: 1, value: 'x' });
  expect(singleField(raw, 'range')).toEqual({ count: 0, value: undefined });
  expect(singleField(['a', 'host'], 'host')).toEqual({ count: 0, value: undefined });
});
