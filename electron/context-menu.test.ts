import type { EditFlags } from 'electron';
import { expect, test, vi } from 'vitest';
import { en } from './words-en.ts';

vi.mock('electron', () => ({ Menu: {} }));
const { contextItems } = await import('./context-menu.ts');

const editFlags = { canCopy: true, canCut: false, canPaste: true } as EditFlags;
const labels = (isEditable: boolean, selectionText: string) =>
  contextItems({ isEditable, selectionText, editFlags }, en).map(({ label, type }) => label ?? type);

test('a field offers what can be done with text, a selection to be copied, the rest nothing', () => {
  expect(labels(true, '')).toEqual(['Cut', 'Copy', 'Paste', 'separator', 'Select all']);
  expect(labels(false, 'http://127.0.0.1:8000/')).toEqual(['Copy']);
  expect(labels(false, ' ')).toEqual([]);
});
