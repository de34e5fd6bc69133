import { expect, test, vi } from 'vitest';
import type { ErrorReport } from '../src-server/errors.ts';
import type { ServerState } from '../src-server/state.ts';
import type { ServerView } from './ipc/contract.ts';
import { addressToShare } from './serving-summary.ts';
import { type TrayActions, trayMenu, trayTip } from './tray-menu.ts';
import { en } from './words-en.ts';
import { zh } from './words-zh.ts';

const actions: TrayActions = {
  toggle: vi.fn(),
  startAll: vi.fn(),
  stopAll: vi.fn(),
  copy: vi.fn(),
  open: vi.fn(),
  quit: vi.fn(),
};

function view(name: string, state: ServerState): ServerView {
  const on = state.kind !== 'stopped' && state.kind !== 'failed';
  return { id: `id-${name}`, config: {}, name, root: `/${name}`, shownRoot: `/${name}`, on, state };
}

function running(port: number, options: { network?: boolean; root?: 'ok' | 'missing' | 'denied' } = {}): ServerState {
  const loopback = { url: `http://127.0.0.1:${port}/`, kind: 'loopback' as const };
  const network = { url: `http://192.168.1.24:${port}/`, kind: 'network' as const, interface: 'wlan0' };
  return {
    kind: 'running',
    host: '127.0.0.1',
    port,
    secure: false,
    addresses: options.network ? [loopback, network] : [loopback],
    notices: [],
    root: options.root ?? 'ok',
  };
}

const failed = (code: ErrorReport['code'], params: ErrorReport['params'] = {}): ServerState => ({
  kind: 'failed',
  error: { code, params, message: '' },
});

const labels = (servers: ServerView[], transfers = 0, words = en) =>
  trayMenu({ servers, transfers, words }, actions).map(({ label, type }) => label ?? type);

test('when others will no longer reach a server stands beside it', () => {
  const visibleUntilMs = new Date(2026, 10, 22, 14, 5).getTime();
  const servers = [{ ...view('atlas', running(8000, { network: true })), visibleUntilMs }];
  expect(labels(servers)).toContain('atlas (8000): visible until 14:05');
  expect(labels(servers, 0, zh)).toContain('atlas (8000)：局域网可见到 14:05');
});

test('every server is there with its port, trouble in words', () => {
  const servers = [
    view('atlas', running(8000, { network: true })),
    view('handbook', failed('PORT_IN_USE', { port: 8080 })),
    view('godot', running(8002, { root: 'missing' })),
    view('Downloads', { kind: 'stopped' }),
  ];
  expect(labels(servers)).toEqual([
    '1 visible on your network',
    'separator',
    'atlas (8000)',
    'handbook: port 8080 is taken',
    'godot: waiting for the folder',
    'Downloads',
    'separator',
    'Copy URL',
    'Start all',
    'Stop all',
    'separator',
    'Open Portico',
    'Quit',
  ]);
  expect(labels(servers, 3, zh).at(-1)).toBe('退出（3 个传输进行中）…');
  expect(trayTip({ servers, transfers: 0, words: en })).toBe('Portico: handbook has not started');
});

test('with nothing to start, stop or copy, those items are grey', () => {
  const menu = trayMenu({ servers: [], transfers: 0, words: en }, actions);
  const enabled = (label: string) => menu.find((item) => item.label === label)?.enabled;
  expect([enabled('Copy URL'), enabled('Start all'), enabled('Stop all')]).toEqual([false, false, false]);
  expect(menu[0]).toMatchObject({ label: 'Nothing is shared right now', enabled: false });
});

test('a click asks for the opposite of what is', () => {
  const menu = trayMenu({ servers: [view('atlas', running(8000))], transfers: 0, words: en }, actions);
  const item = menu.find(({ label }) => label === 'atlas (8000)');
  expect(item).toMatchObject({ type: 'checkbox', checked: true });
  const click = item?.click as (() => void) | undefined;
  click?.();
  expect(actions.toggle).toHaveBeenCalledWith('id-atlas', false);
});

test('an ampersand in a name is shown as one', () => {
  expect(labels([view('A & B', { kind: 'stopped' })])).toContain('A && B');
});

test('the address to copy is the one that reaches furthest', () => {
  expect(addressToShare(view('a', running(8000, { network: true })))).toBe('http://192.168.1.24:8000/');
  expect(addressToShare(view('a', running(8000)))).toBe('http://127.0.0.1:8000/');
  expect(addressToShare(view('a', { kind: 'stopped' }))).toBeUndefined();
});

test('the tip counts what is on and what others can reach', () => {
  const tip = (...states: ServerState[]) =>
    trayTip({ servers: states.map((state, i) => view(`s${i}`, state)), transfers: 0, words: en });
  expect(tip()).toBe('Portico: nothing is on');
  expect(tip(running(8000))).toBe('Portico: 1 server on');
  expect(tip(running(8000), running(8001, { network: true }))).toBe('Portico: 2 on, 1 visible on your network');
  expect(tip(running(8000, { root: 'missing' }))).toBe('Portico: s0 is waiting for its folder');
});

test('both languages say everything', () => {
  const keys = (value: object): unknown =>
    Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, typeof part === 'object' ? keys(part) : typeof part]),
    );
  expect(keys(zh)).toEqual(keys(en));
});
