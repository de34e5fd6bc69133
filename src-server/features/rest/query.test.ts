import { expect, test } from 'vitest';
import { parseQuery } from './query.ts';

test.each([
  ['_sort=views', [{ path: 'views', descending: false }]],
  ['_sort=-views', [{ path: 'views', descending: true }]],
  ['_sort=views&_order=DESC', [{ path: 'views', descending: true }]],
  ['_sort=-views&_order=desc', [{ path: 'views', descending: false }]],
  [
    '_sort=a,-b',
    [
      { path: 'a', descending: false },
      { path: 'b', descending: true },
    ],
  ],
  [
    '_sort=a&_sort=b.c&_order=asc,desc',
    [
      { path: 'a', descending: false },
      { path: 'b.c', descending: true },
    ],
  ],
  ['', []],
])('%s sorts by %j', (query, sort) => {
  expect(parseQuery(query).sort).toEqual(sort);
});

test.each([
  ['', { kind: 'all' }],
  ['_page=2', { kind: 'pages', page: 2, perPage: 10 }],
  ['_per_page=5', { kind: 'pages', page: 1, perPage: 5 }],
  ['_page=3&_per_page=5', { kind: 'pages', page: 3, perPage: 5 }],
  ['_page=3&_limit=5', { kind: 'slice', start: 10, end: 15, page: 3, limit: 5 }],
  ['_limit=5', { kind: 'slice', start: 0, end: 5 }],
  ['_limit=0', { kind: 'slice', start: 0, end: 0 }],
  ['_start=5', { kind: 'slice', start: 5, end: Number.POSITIVE_INFINITY }],
  ['_start=5&_end=7', { kind: 'slice', start: 5, end: 7 }],
  ['_start=5&_limit=7', { kind: 'slice', start: 5, end: 12 }],
])('%s is the part %j', (query, window) => {
  expect(parseQuery(query).window).toEqual(window);
});

test.each([
  ['title=x', { path: 'title', operator: 'eq', values: ['x'] }],
  ['id=1&id=2', { path: 'id', operator: 'eq', values: ['1', '2'] }],
  ['views:gte=10', { path: 'views', operator: 'gte', values: ['10'] }],
  ['views_gte=10', { path: 'views', operator: 'gte', values: ['10'] }],
  ['title_like=x', { path: 'title', operator: 'contains', values: ['x'] }],
  ['check_in=1', { path: 'check_in', operator: 'eq', values: ['1'] }],
  ['a.b[0]:ne=1', { path: 'a.b[0]', operator: 'ne', values: ['1'] }],
  ['__proto__=1', { path: '__proto__', operator: 'eq', values: ['1'] }],
])('%s is the condition %j', (query, condition) => {
  expect(parseQuery(query).conditions).toEqual([condition]);
});

test('what steers the answer is no condition', () => {
  const { conditions, texts, embed, expand } = parseQuery('q=a&q=&_embed=b,c&_expand=d&_=123&_order=asc');
  expect({ conditions, texts, embed, expand }).toEqual({
    conditions: [],
    texts: ['a'],
    embed: ['b', 'c'],
    expand: ['d'],
  });
});

test.each([
  ['_page=0', '_page is a whole number, 1 or more, not "0".'],
  ['_per_page=x', '_per_page is a whole number, 1 or more, not "x".'],
  ['_limit=-1', '_limit is a whole number, 0 or more, not "-1".'],
  ['_sort=a&_order=up', '_order is "asc" or "desc", not "up".'],
  ['views:more=1', /^"more" is no operator; there are eq, ne, gt, /],
])('%s is refused, with what would do', (query, message) => {
  expect(() => parseQuery(query)).toThrow(message);
});
