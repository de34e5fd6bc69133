const SIGNS: Readonly<Record<string, string>> = {
  '⌘': 'Meta',
  '⇧': 'Shift',
  Ctrl: 'Control',
  '↑': 'ArrowUp',
  '↓': 'ArrowDown',
  Esc: 'Escape',
  空格: 'Space',
};

/** A shortcut as it is shown, "⌘⇧C" or "Ctrl Shift C", as `aria-keyshortcuts` has it: "Meta+Shift+C". */
export function keyNames(shown: string): string {
  const keys = shown.match(/[⌘⇧↑↓]|[^\s⌘⇧↑↓]+/g) ?? [];
  return keys.map((key) => SIGNS[key] ?? key).join('+');
}
