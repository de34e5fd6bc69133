import { type ContextMenuParams, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Words } from './words.ts';

/** A right click where text can be edited or was selected; elsewhere the page is on its own. */
export function showContextMenu(params: ContextMenuParams, words: Words): void {
  const items = contextItems(params, words);
  if (items.length > 0) Menu.buildFromTemplate(items).popup();
}

export function contextItems(
  { isEditable, selectionText, editFlags }: Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'editFlags'>,
  { menu }: Words,
): MenuItemConstructorOptions[] {
  const copy: MenuItemConstructorOptions = { role: 'copy', label: menu.copy, enabled: editFlags.canCopy };
  if (!isEditable) return selectionText.trim() === '' ? [] : [copy];
  return [
    { role: 'cut', label: menu.cut, enabled: editFlags.canCut },
    copy,
    { role: 'paste', label: menu.paste, enabled: editFlags.canPaste },
    { type: 'separator' },
    { role: 'selectAll', label: menu.selectAll },
  ];
}
