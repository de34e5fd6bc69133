import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acceptsExplicitly, preferredLanguage, preferredMediaType } from './accept.ts';

const OFFERED = ['text/html', 'application/json', 'text/plain'];
const CHROME = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

test.each([
  [undefined, 'text/html'],
  ['', 'text/html'],
  [' , ', 'text/html'],
  ['garbage', 'text/html'],
  ['*/*', 'text/html'],
  [CHROME, 'text/html'],
  ['application/json', 'application/json'],
  ['Application/JSON; charset=utf-8', 'application/json'],
  ['application/json, text/plain, */*', 'application/json'],
  ['text/plain;q=0.5, application/json;q=0.4', 'text/plain'],
  ['text/*', 'text/html'],
  ['text/*;q=0.5, text/plain', 'text/plain'],
  ['text/html;q=0, */*', 'application/json'],
  ['text/*, text/html;q=0.1', 'text/plain'],
  ['*/*;q=0.1, text/plain;q=0.05', 'text/html'],
  ['image/png', undefined],
  ['*/*;q=0', undefined],
  ['text/html;q=0', undefined],
  ['text/html;level=1', undefined],
  ['text/html;q=2, application/json;q=0.1', 'application/json'],
  ['*/json', undefined],
])('Accept: %s prefers %s', (accept, expected) => {
  expect(preferredMediaType(accept, OFFERED)).toBe(expected);
});

test('a range with parameters is more specific than one without', () => {
  const offered = ['text/plain', 'text/plain;format=flowed'];
  expect(preferredMediaType('text/plain;q=0.2, text/plain;format=flowed', offered)).toBe('text/plain;format=flowed');
});

test.each([
  [CHROME, true],
  ['TEXT/HTML;q=0.1', true],
  ['text/html;q=0', false],
  ['*/*', false],
  ['text/*', false],
  ['text/html-x', false],
  [undefined, false],
])('%s names text/html: %s', (accept, expected) => {
  expect(acceptsExplicitly(accept, 'text/html')).toBe(expected);
});

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['zh', 'zh'],
  ['zh-CN', 'zh'],
  ['zh-Hans-CN', 'zh'],
  ['ZH-hans-cn;q=0.1', 'zh'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['en-GB,zh;q=0.9', 'en'],
  ['fr, zh;q=0.5', 'zh'],
  ['fr;q=0.9, zh;q=0.1, en;q=0.5', 'en'],
  ['zh;q=0, fr', 'en'],
  ['*', 'en'],
  ['zhx', 'en'],
  ['-', 'en'],
])('Accept-Language: %s finds %s', (field, expected) => {
  expect(preferredLanguage(field, ['en', 'zh'])).toBe(expected);
});

describe('for any field', () => {
  test('only something offered is chosen, and never what is refused by name', () => {
    const range = fc.constantFrom('*/*', 'text/*', 'text/html', 'application/json', 'image/png', 'x');
    const weight = fc.constantFrom('', ';q=0', ';q=0.5', ';q=1', ';q=7');
    const member = fc.tuple(range, weight).map(([r, w]) => r + w);
    fc.assert(
      fc.property(fc.uniqueArray(member, { selector: (m) => m.split(';')[0], maxLength: 5 }), (members) => {
        const chosen = preferredMediaType(members.join(', '), OFFERED);
        if (chosen !== undefined && !OFFERED.includes(chosen)) throw new Error(chosen);
        if (members.includes(`${chosen};q=0`)) throw new Error(`${chosen} was refused`);
      }),
      { numRuns: 30_000 },
    );
  });

  test('garbage never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a/*;q=0.1,"\\- ') }), (field) => {
        preferredMediaType(field, OFFERED);
        acceptsExplicitly(field, 'a/a');
        preferredLanguage(field, ['en', 'zh']);
      }),
      { numRuns: 50_000 },
    );
  });
});
