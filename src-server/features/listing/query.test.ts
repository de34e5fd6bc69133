import { expect, test } from 'vitest';
import { parseSorting, sortQuery } from './query.ts';

test.each([
  ['', { sort: 'name', order: 'asc' }],
  ['sort=size&order=desc', { sort: 'size', order: 'desc' }],
  ['order=desc&sort=modified', { sort: 'modified', order: 'desc' }],
  ['list&sort=name', { sort: 'name', order: 'asc' }],
  ['sort=constructor&order=up', { sort: 'name', order: 'asc' }],
] as const)('?%s', (query, expected) => {
  expect(parseSorting(query)).toEqual(expected);
});

test('a column that is sorted by turns round; another begins with what is mostly wanted', () => {
  const byName = { sort: 'name', order: 'asc' } as const;
  expect(sortQuery('name', byName, '')).toBe('?sort=name&order=desc');
  expect(sortQuery('size', byName, '')).toBe('?sort=size&order=desc');
  expect(sortQuery('size', { sort: 'size', order: 'desc' }, '')).toBe('?sort=size&order=asc');
  expect(sortQuery('name', { sort: 'size', order: 'desc' }, 'list')).toBe('?list&sort=name&order=asc');
});
