import { expect, test } from 'vitest';
import { authorityIsFixed, redirectLocation } from './location.ts';

test.each([
  ['/new', true],
  ['/new/*', true],
  ['new.html', true],
  ['https://example.com/*', true],
  ['https://example.com:8080/:page', true],
  ['//cdn.example.com/*', true],
  ['*', false],
  [':page', false],
  ['//*', false],
  ['https://*', false],
  ['https://example.com*', false],
  ['https://:sub.example.com/', false],
  ['https:*', false],
])('the host in "%s" is fixed: %s', (to, expected) => {
  expect(authorityIsFixed(to)).toBe(expected);
});

test.each([
  ['/new', '/new', undefined, '/new'],
  ['/new', '/new', 'a=1', '/new?a=1'],
  ['/new?b=2', '/new?b=2', 'a=1', '/new?b=2'],
  ['/new#part', '/new#part', 'a=1', '/new?a=1#part'],
  ['/*', '//evil.invalid/x', undefined, '/evil.invalid/x'],
  ['/*', '/\\evil.invalid', undefined, '/evil.invalid'],
  ['//cdn.example.com/a', '//cdn.example.com/a', undefined, '//cdn.example.com/a'],
  ['/grün', '/grün', undefined, '/gr%C3%BCn'],
  ['/a\r\nX: y', '/a\r\nX: y', undefined, '/a%0D%0AX:%20y'],
])('"%s" filled as "%s" with query %s leads to "%s"', (to, filled, query, expected) => {
  expect(redirectLocation(to, filled, query)).toBe(expected);
});
