import { expect, test } from 'vitest';
import { placeBeside, placeBy, type Side } from './reorder.ts';

const servers = ['a', 'b', 'c', 'd'].map((id) => ({ id }));

/** What main does with the place. */
function moved(id: string, place: number | undefined): string {
  const ids = servers.map((server) => server.id);
  if (place === undefined) return ids.join('');
  return ids
    .filter((other) => other !== id)
    .toSpliced(place, 0, id)
    .join('');
}

test.each<[string, string, Side, string]>([
  ['a', 'c', 'after', 'bcad'],
  ['a', 'c', 'before', 'bacd'],
  ['d', 'a', 'before', 'dabc'],
  ['d', 'b', 'after', 'abdc'],
  ['b', 'a', 'after', 'abcd'],
  ['b', 'b', 'after', 'abcd'],
  ['b', 'gone', 'after', 'abcd'],
])('%s dropped beside %s, %s it, gives %4$s', (id, over, side, expected) => {
  expect(moved(id, placeBeside(servers, id, over, side))).toBe(expected);
});

test('a server beside its own place stays', () => {
  expect(placeBeside(servers, 'b', 'c', 'before')).toBeUndefined();
  expect(placeBeside(servers, 'b', 'a', 'after')).toBeUndefined();
});

test('by key it moves one place, and not past the ends', () => {
  expect(moved('b', placeBy(servers, 'b', -1))).toBe('bacd');
  expect(moved('b', placeBy(servers, 'b', 1))).toBe('acbd');
  expect(placeBy(servers, 'a', -1)).toBeUndefined();
  expect(placeBy(servers, 'd', 1)).toBeUndefined();
});
