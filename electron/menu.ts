import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Pushes } from './ipc/contract.ts';
import type { Words } from './words.ts';

type Items = MenuItemConstructorOptions[];
type Show = (wish: Pushes['app:show']) => void;

/** Native menus. macOS shows them always; elsewhere Alt brings them up, and their shortcuts work either way. */
export function setMenu(words: Words, show: Show): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(words, show, process.platform === 'darwin')));
}

export function menuTemplate(words: Words, show: Show, isMac: boolean): Items {
  const { menu } = words;
  const settings: MenuItemConstructorOptions = { label: menu.settings, ...shortcut('CmdOrCtrl+,', show, 'settings') };
  return [
    ...(isMac ? [appMenu(words, settings)] : []),
    { label: menu.file, submenu: fileMenu(words, show, isMac ? [] : [settings]) },
    { label: menu.edit, submenu: editMenu(words) },
    { label: menu.view, submenu: viewMenu(words, show) },
    { label: menu.window, role: 'window', submenu: [{ role: 'minimize', label: menu.minimize }] },
  ];
}

/** The page answers the same keys itself, so they must not be taken twice: the menu only shows them where it can. */
function shortcut(accelerator: string, show: Show, page: NonNullable<Pushes['app:show']['page']>) {
  return { accelerator, registerAccelerator: false, click: () => show({ page }) };
}

function appMenu({ menu }: Words, settings: MenuItemConstructorOptions): MenuItemConstructorOptions {
  const submenu: Items = [
    { role: 'about', label: menu.about },
    { type: 'separator' },
    settings,
    { type: 'separator' },
    { role: 'hide', label: menu.hide },
    { role: 'hideOthers', label: menu.hideOthers },
    { role: 'unhide', label: menu.showAll },
    { type: 'separator' },
    { role: 'quit', label: menu.quit },
  ];
  return { label: app.name, submenu };
}

function fileMenu({ menu }: Words, show: Show, settings: Items): Items {
  const quit: Items = settings.length > 0 ? [{ type: 'separator' }, { role: 'quit', label: menu.quit }] : [];
  return [
    { label: menu.add, ...shortcut('CmdOrCtrl+O', show, 'add') },
    ...settings,
    { type: 'separator' },
    { role: 'close', label: menu.close },
    ...quit,
  ];
}

function editMenu({ menu }: Words): Items {
  return [
    { role: 'undo', label: menu.undo },
    { role: 'redo', label: menu.redo },
    { type: 'separator' },
    { role: 'cut', label: menu.cut },
    { role: 'copy', label: menu.copy },
    { role: 'paste', label: menu.paste },
    { role: 'selectAll', label: menu.selectAll },
  ];
}

function viewMenu({ menu }: Words, show: Show): Items {
  const tools: Items = app.isPackaged ? [] : [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }];
  return [
    { label: menu.palette, ...shortcut('CmdOrCtrl+K', show, 'palette') },
    { type: 'separator' },
    { role: 'resetZoom', label: menu.resetZoom },
    { role: 'zoomIn', label: menu.zoomIn },
    { role: 'zoomOut', label: menu.zoomOut },
    { type: 'separator' },
    { role: 'togglefullscreen', label: menu.fullScreen },
    ...tools,
  ];
}
