import type { MenuItemConstructorOptions } from 'electron';
import type { ServerView } from './ipc/contract.ts';
import { addressToShare, type ServingSummary, summarize } from './serving-summary.ts';
import type { Words } from './words.ts';

export interface TrayActions {
  readonly toggle: (id: string, on: boolean) => void;
  readonly startAll: () => void;
  readonly stopAll: () => void;
  readonly copy: (url: string) => void;
  readonly open: () => void;
  readonly quit: () => void;
}

export interface TrayContent {
  readonly servers: readonly ServerView[];
  readonly transfers: number;
  readonly words: Words;
}

type Items = MenuItemConstructorOptions[];

/** The whole menu, as plain data. */
export function trayMenu(content: TrayContent, actions: TrayActions): Items {
  const { servers, transfers, words } = content;
  const summary = summarize(servers);
  const separator = { type: 'separator' } as const;
  return [
    { label: firstLine(summary, words), enabled: false },
    separator,
    ...servers.map((server) => serverItem(server, words, actions)),
    ...(servers.length > 0 ? [separator] : []),
    copyMenu(servers, words, actions),
    { label: words.tray.startAll, enabled: servers.some(({ on }) => !on), click: actions.startAll },
    { label: words.tray.stopAll, enabled: servers.some(isActive), click: actions.stopAll },
    separator,
    { label: words.tray.open, click: actions.open },
    { label: transfers > 0 ? words.tray.quitBusy(transfers) : words.tray.quit, click: actions.quit },
  ];
}

export function trayTip({ servers, words }: TrayContent): string {
  const { glance, on, visible, troubled } = summarize(servers);
  if (troubled) return troubled.on ? words.tray.tipWaiting(troubled.name) : words.tray.tipFailed(troubled.name);
  if (glance === 'network') return words.tray.tipNetwork(on, visible);
  return glance === 'serving' ? words.tray.tipOn(on) : words.tray.tipOff;
}

function firstLine({ on, visible }: ServingSummary, { tray }: Words): string {
  if (visible > 0) return tray.visible(visible);
  return on > 0 ? tray.notVisible : tray.nothingOn;
}

function serverItem(server: ServerView, words: Words, actions: TrayActions): MenuItemConstructorOptions {
  const { id, on } = server;
  return {
    type: 'checkbox',
    label: escapeLabel(serverLabel(server, words)),
    checked: on,
    click: () => actions.toggle(id, !on),
  };
}

/** "atlas (8000)" while it runs, with the end of its visibility where it has one; "atlas: port 8000 is taken" in trouble, else the name alone. */
function serverLabel({ name, state, visibleUntilMs }: ServerView, { tray, trouble, locale }: Words): string {
  if (state.kind === 'failed') return tray.trouble(name, trouble[state.error.code](state.error.params));
  if (state.kind !== 'running') return name;
  if (state.root !== 'ok') return tray.trouble(name, state.root === 'missing' ? tray.folderGone : tray.folderDenied);
  const running = `${name} (${state.port})`;
  if (visibleUntilMs === undefined) return running;
  const time = new Date(visibleUntilMs).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
  return tray.trouble(running, tray.until(time));
}

/** Stopping a server that failed is how its trouble is put away. */
function isActive({ on, state }: ServerView): boolean {
  return on || state.kind === 'failed';
}

function copyMenu(servers: readonly ServerView[], { tray }: Words, { copy }: TrayActions): MenuItemConstructorOptions {
  const submenu = servers.flatMap((server) => {
    const url = addressToShare(server);
    return url ? [{ label: escapeLabel(`${server.name}   ${url}`), click: () => copy(url) }] : [];
  });
  return { label: tray.copyUrl, enabled: submenu.length > 0, submenu };
}

/** A single "&" would underline the next letter. */
function escapeLabel(text: string): string {
  return text.replaceAll('&', '&&');
}
