import { expect, test } from 'vitest';
import { initialBytes } from './bundle-budget.ts';

const chunk = (fileName: string, code: string, imports: string[] = [], isEntry = false) =>
  ({ type: 'chunk', fileName, code, imports, isEntry }) as const;

test('counts the entry and what it imports, each once, and nothing that is loaded later', () => {
  const bundle = [
    chunk('index.js', '12345', ['a.js', 'b.js'], true),
    chunk('a.js', '12', ['b.js']),
    chunk('b.js', '1', ['a.js']),
    chunk('later.js', '1234567890', ['a.js']),
  ];
  expect(initialBytes(bundle)).toBe(8);
});

test('counts bytes, not characters', () => {
  expect(initialBytes([chunk('index.js', '「」', [], true)])).toBe(6);
});
