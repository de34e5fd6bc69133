import type { MenuItemConstructorOptions } from 'electron';
import { expect, test, vi } from 'vitest';
import { en } from './words-en.ts';

vi.mock('electron', () => ({ app: { isPackaged: true, name: 'Portico' }, Menu: {} }));
const { menuTemplate } = await import('./menu.ts');

const flat = (items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);

test.each([true, false])('quit and settings are in the menu exactly once (macOS: %s)', (isMac) => {
  const items = flat(menuTemplate(en, vi.fn(), isMac));
  expect(items.filter(({ role }) => role === 'quit')).toHaveLength(1);
  expect(items.filter(({ label }) => label === 'Settings')).toHaveLength(1);
});

test('what the page does is asked of the page', () => {
  const show = vi.fn();
  const items = flat(menuTemplate(en, show, false));
  for (const label of ['Serve a folder…', 'Settings', 'Commands…']) {
    const click = items.find((item) => item.label === label)?.click as (() => void) | undefined;
    click?.();
  }
  expect(show.mock.calls).toEqual([[{ page: 'add' }], [{ page: 'settings' }], [{ page: 'palette' }]]);
});
