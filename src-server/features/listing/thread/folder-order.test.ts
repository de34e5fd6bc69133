import { expect, test } from 'vitest';
import { naturalKey } from './folder-order.ts';

const sorted = (names: readonly string[]) => [...names].sort((a, b) => (naturalKey(a) < naturalKey(b) ? -1 : 1));

test.each([
  ['numbers by value', ['img2.png', 'img10.png', 'img100.png', 'img1000.png']],
  ['leading zeros like the number', ['a007', 'a8', 'a09', 'a10']],
  ['case does not matter', ['Alpha', 'beta', 'Gamma']],
  ['accents stand with their letter', ['eclair', 'école', 'edge']],
  ['digits before letters', ['1st', 'a', 'b']],
  ['several numbers', ['v1.2.9', 'v1.2.10', 'v1.10.1', 'v2.0']],
  ['numbers too long to count with', [`x${'9'.repeat(30)}`, `x1${'0'.repeat(30)}`]],
])('%s', (_, names) => {
  expect(sorted([...names].reverse())).toEqual(names);
});
