import { compileConditions, compilePath } from './conditions.ts';
import { type Item, ownValue } from './data.ts';
import type { Query, SortKey } from './query.ts';

/** The items that fit the query, in its order; not yet cut into pages. */
export function selectItems(items: readonly Item[], { conditions, texts, sort }: Query): readonly Item[] {
  const fits = compileConditions(conditions);
  const parts = texts.map((text) => text.toLowerCase());
  const isWanted = (item: Item) => fits(item) && parts.every((part) => mentions(item, part));
  return sortItems(conditions.length + parts.length > 0 ? items.filter(isWanted) : items, sort);
}

/** Whether a text or number anywhere inside holds `part`, which is in lower case. */
function mentions(value: unknown, part: string): boolean {
  if (typeof value === 'string') return value.toLowerCase().includes(part);
  if (typeof value === 'number') return String(value).includes(part);
  if (typeof value !== 'object' || value === null) return false;
  return Object.keys(value).some((key) => mentions(ownValue(value, key), part));
}

/** Stable; keys are read once per item, because a sort compares each item many times. */
function sortItems(items: readonly Item[], sort: readonly SortKey[]): readonly Item[] {
  if (sort.length === 0) return items;
  const readers = sort.map(({ path }) => compilePath(path));
  const rows = items.map((item) => ({ item, keys: readers.map((read) => read(item)) }));
  rows.sort((a, b) => {
    for (let i = 0; i < sort.length; i++) {
      const order = compare(a.keys[i], b.keys[i], sort[i]?.descending ?? false);
      if (order !== 0) return order;
    }
    return 0;
  });
  return rows.map(({ item }) => item);
}

/** Numbers before texts before the rest; what is missing comes last in both directions. */
function compare(a: unknown, b: unknown, descending: boolean): number {
  const byKind = rank(a) - rank(b);
  if (byKind !== 0) return byKind;
  if (rank(a) === MISSING) return 0;
  const [x, y] = [a as number, b as number];
  const order = x < y ? -1 : x > y ? 1 : 0;
  return descending ? -order : order;
}

const MISSING = 3;

function rank(value: unknown): number {
  if (typeof value === 'number') return 0;
  if (typeof value === 'string') return 1;
  return typeof value === 'boolean' ? 2 : MISSING;
}
