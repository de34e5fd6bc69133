import { useEffect } from 'react';
import { type App, useApp } from './app-context.tsx';
import { focusFilter } from './features/palette/commands.ts';
import { openPalette } from './features/palette/open-palette.ts';
import { addFolder } from './features/servers/add-folder.ts';
import { widestAddress } from './features/servers/condition.ts';
import { moveServer } from './features/servers/move-server.ts';
import { placeBy } from './features/servers/reorder.ts';
import { showServer } from './view.ts';

/** Keys that work everywhere but in a text field, where they belong to the text. */
export function useShortcuts(): void {
  const app = useApp();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const command = commandOf(event);
      if (!command || (isTyping(event.target) && !WHILE_TYPING.has(command))) return;
      event.preventDefault();
      run(app, command);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [app]);
}

type Command =
  | 'palette'
  | 'add'
  | 'filter'
  | 'requests'
  | 'features'
  | 'activity'
  | 'addresses'
  | 'settings'
  | 'copy'
  | 'previous'
  | 'next'
  | 'moveUp'
  | 'moveDown';

/** These mean nothing to a text. */
const WHILE_TYPING: ReadonlySet<Command> = new Set(['palette', 'add', 'filter', 'settings', 'addresses']);

const WITH_MODIFIER: Readonly<Record<string, Command>> = {
  k: 'palette',
  o: 'add',
  f: 'filter',
  '1': 'requests',
  '2': 'features',
  '3': 'activity',
  l: 'addresses',
  ',': 'settings',
};

const STEPS: Readonly<Record<string, Command>> = { arrowup: 'previous', arrowdown: 'next' };
const MOVES: Readonly<Record<string, Command>> = { arrowup: 'moveUp', arrowdown: 'moveDown' };

function commandOf(event: KeyboardEvent): Command | undefined {
  const modifier = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (modifier && event.shiftKey) return key === 'c' ? 'copy' : undefined;
  if (modifier && !event.altKey) return WITH_MODIFIER[key];
  if (event.altKey && !modifier) return (event.shiftKey ? MOVES : STEPS)[key];
  return undefined;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, [contenteditable]');
}

function run(app: App, command: Command): void {
  const { bridge, store, view } = app;
  const { servers } = store.state.getState();
  const index = servers.findIndex(({ id }) => id === view.getState().selected);
  const server = servers[index];
  const address = server && widestAddress(server);
  const step = (by: number) => {
    const next = servers[index + by];
    if (next) showServer(view, next.id);
  };
  const move = (by: -1 | 1) => {
    const place = server && placeBy(servers, server.id, by);
    if (server && place !== undefined) void moveServer(app, server.id, place);
  };
  const commands: Readonly<Record<Command, () => void>> = {
    palette: openPalette,
    add: () => void addFolder(bridge, view),
    settings: () => view.setState({ page: 'settings', listShown: false }),
    previous: () => step(-1),
    next: () => step(1),
    moveUp: () => move(-1),
    moveDown: () => move(1),
    requests: () => view.setState({ page: 'server', tab: 'requests' }),
    features: () => view.setState({ page: 'server', tab: 'features' }),
    activity: () => view.setState({ page: 'server', tab: 'activity' }),
    filter: () => {
      view.setState({ page: 'server', tab: 'requests', listShown: false });
      requestAnimationFrame(focusFilter); // after the tab is there
    },
    addresses: () => view.setState({ page: 'server', addressesShown: !view.getState().addressesShown }),
    copy: () => {
      if (address) void bridge.call('clipboard:write', address.url);
    },
  };
  commands[command]();
}
