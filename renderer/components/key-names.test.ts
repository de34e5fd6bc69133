import { expect, test } from 'vitest';
import { keyNames } from './key-names.ts';

test.each([
  ['Ctrl Shift C', 'Control+Shift+C'],
  ['⌘⇧C', 'Meta+Shift+C'],
  ['⌘O', 'Meta+O'],
  ['↑', 'ArrowUp'],
  ['Esc', 'Escape'],
  ['End', 'End'],
  ['Space', 'Space'],
  ['空格', 'Space'],
])('%s is announced as %s', (shown, names) => expect(keyNames(shown)).toBe(names));
