import { expect, test } from 'vitest';
import { paginate } from './paginate.ts';

const FOUND = Array.from({ length: 7 }, (_, index) => ({ id: index + 1 }));
const idsOf = (items: readonly object[]) => items.map((item) => (item as { id: number }).id);

test('all of them, with their number', () => {
  const { items, fields, content } = paginate(FOUND, { kind: 'all' }, '/api/posts', '');
  expect([items, fields, content(items)]).toEqual([FOUND, { 'X-Total-Count': '7' }, FOUND]);
});

test.each([
  [1, [1, 2, 3], { prev: null, next: 2 }],
  [2, [4, 5, 6], { prev: 1, next: 3 }],
  [3, [7], { prev: 2, next: null }],
  [9, [7], { prev: 2, next: null }],
])('page %i in an envelope holds %j', (page, ids, around) => {
  const { items, content } = paginate(FOUND, { kind: 'pages', page, perPage: 3 }, '/api/posts', '');
  expect(idsOf(items)).toEqual(ids);
  expect(content(items)).toEqual({ first: 1, last: 3, pages: 3, items: 7, ...around, data: items });
});

test('of nothing there is one page, an empty one', () => {
  const { items, content } = paginate([], { kind: 'pages', page: 1, perPage: 3 }, '/api/posts', '');
  const head = { first: 1, prev: null, next: null, last: 1, pages: 1, items: 0 };
  expect(content(items)).toEqual({ ...head, data: [] });
});

test('a slice with a page number links to the other pages, the rest of the query kept', () => {
  const window = { kind: 'slice', start: 3, end: 6, page: 2, limit: 3 } as const;
  const { items, fields } = paginate(FOUND, window, '/api/posts', 'q=a%26b&_page=2&_limit=3');
  expect(idsOf(items)).toEqual([4, 5, 6]);
  const link = (page: number, rel: string) => `</api/posts?q=a%26b&_page=${page}&_limit=3>; rel="${rel}"`;
  const expected = [link(1, 'first'), link(1, 'prev'), link(3, 'next'), link(3, 'last')].join(', ');
  expect(fields).toEqual({ 'X-Total-Count': '7', Link: expected });
});

test('a slice without one has no links', () => {
  const { items, fields } = paginate(FOUND, { kind: 'slice', start: 5, end: 99 }, '/api/posts', '_start=5');
  expect([idsOf(items), fields]).toEqual([[6, 7], { 'X-Total-Count': '7' }]);
});
