import type { Sorting, SortKey } from './entry.ts';

const SORT_KEYS: readonly string[] = ['name', 'size', 'modified'] satisfies SortKey[];

/** `?sort=name|size|modified&order=asc|desc`; anything else is the natural order of names. */
export function parseSorting(query: string): Sorting {
  const parameters = new URLSearchParams(query);
  const sort = parameters.get('sort') ?? '';
  return {
    sort: SORT_KEYS.includes(sort) ? (sort as SortKey) : 'name',
    order: parameters.get('order') === 'desc' ? 'desc' : 'asc',
  };
}

/**
 * The query of the link in a column's head; `list` stays. Where it is sorted by already, the other order; else the one that
 * is mostly wanted: names from A, the largest, the newest.
 */
export function sortQuery(key: SortKey, current: Sorting, query: string): string {
  const first = key === 'name' ? 'asc' : 'desc';
  const other = current.order === 'asc' ? 'desc' : 'asc';
  const list = new URLSearchParams(query).has('list') ? 'list&' : '';
  return `?${list}sort=${key}&order=${current.sort === key ? other : first}`;
}
