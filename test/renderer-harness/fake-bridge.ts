import type { PorticoBridge, Pushes, ReachFacts, ServerView } from '../../electron/ipc/contract.ts';
import type { ExchangeRecord } from '../../src-server/log/record.ts';
import type { Counters, ServerState } from '../../src-server/state.ts';

/** What the fake main has to show; plain data, so that it can be sent into the page. */
export interface Scenario {
  readonly theme: 'light' | 'dark';
  readonly language: 'en' | 'zh';
  readonly servers: readonly ServerView[];
  readonly rows: Readonly<Record<string, readonly ExchangeRecord[]>>;
}

/**
 * Runs inside the page, before its own script, in place of the preload: everything it needs must be inside this function.
 * It behaves as main does where the page can tell, and keeps nothing.
 */
export function installFakeBridge(scenario: Scenario): void {
  type Listener = (payload: never) => void;
  const listeners = new Map<string, Set<Listener>>();
  let servers = [...scenario.servers];
  let settings = {
    theme: scenario.theme,
    language: scenario.language,
    openAtLogin: false,
    keepAwake: true,
    notifyUploads: true,
    newServers: { visible: false, firstPort: 8_000, listing: true, dotfiles: 'hide' as const, liveReload: false },
  };
  let removed: { server: ServerView; index: number } | undefined;
  const push = <K extends keyof Pushes>(name: K, payload: Pushes[K]) => {
    for (const listener of listeners.get(name) ?? []) (listener as (payload: Pushes[K]) => void)(payload);
  };
  const change = (id: string, patch: Partial<ServerView>) => {
    servers = servers.map((server) => (server.id === id ? { ...server, ...patch } : server));
    push('servers:changed', servers);
  };
  const running = (server: ServerView): ServerState => {
    const port = server.config.port ?? 8000;
    const open = server.config.host === '0.0.0.0';
    return {
      kind: 'running',
      host: server.config.host ?? '127.0.0.1',
      port,
      secure: false,
      addresses: [
        { url: `http://127.0.0.1:${port}/`, kind: 'loopback' },
        ...(open
          ? ([
              { url: `http://192.168.1.24:${port}/`, kind: 'network', interface: 'wlan0' },
              { url: `http://studio.local:${port}/`, kind: 'name' },
            ] as const)
          : []),
      ],
      notices: [],
      root: 'ok',
    };
  };
  const countersOf = (rows: readonly ExchangeRecord[]): Counters => {
    const byClass: [number, number, number, number, number, number] = [0, 0, 0, 0, 0, 0];
    const latency = new Array(29).fill(0);
    for (const row of rows) {
      const digit = Math.floor(row.status / 100) as 1;
      byClass[digit] += 1;
      latency[Math.min(28, Math.max(0, Math.round(Math.log(row.durationMs / 0.1) / Math.log(1.6))))] += 1;
    }
    const contentBytes = rows.reduce((sum, row) => sum + row.contentBytes, 0);
    const aborted = rows.filter((row) => row.outcome === 'aborted').length;
    const rest = { receivedBytes: 8_412_000, aborted, failed: 0, inProgress: 3, connections: 6, droppedRecords: 0 };
    return { requests: rows.length, contentBytes, byClass, latency, ...rest };
  };
  const log = new Map(Object.entries(scenario.rows).map(([id, rows]) => [id, [...rows]]));
  const totals = new Map<string, Counters>();
  const serverOf = (id: string) => servers.find((server) => server.id === id) as ServerView;
  const calls: Record<string, (...args: never[]) => unknown> = {
    'app:snapshot': () => ({
      servers,
      settings,
      info: {
        version: '0.1.0',
        platform: 'linux',
        locale: 'en-US',
        usual: [
          { kind: 'downloads', path: '/home/ada/Downloads', shownPath: '~/Downloads' },
          { kind: 'pictures', path: '/home/ada/Pictures', shownPath: '~/Pictures' },
        ],
      },
      recent: [
        { path: '/home/ada/Projects/atlas/dist', shownPath: '~/Projects/atlas/dist', name: 'atlas' },
        { path: '/home/ada/Photos/旅行照片 2026', shownPath: '~/Photos/旅行照片 2026', name: '旅行照片 2026' },
      ],
    }),
    'app:settings': (next: typeof settings) => {
      settings = next;
      push('settings:changed', settings);
      return settings;
    },
    'server:pick': () => [],
    'server:add': () => [],
    'server:preview': (paths: string[]) => paths.map((path) => ({ path, name: path, kind: 'folder' })),
    'server:start': (id: string) => {
      change(id, { on: true, state: { kind: 'starting' } });
      setTimeout(() => change(id, { state: running(serverOf(id)) }), 50);
    },
    'server:stop': (id: string) => change(id, { on: false, state: { kind: 'stopped' } }),
    'server:remove': (id: string) => {
      removed = { server: serverOf(id), index: servers.findIndex((server) => server.id === id) };
      servers = servers.filter((server) => server.id !== id);
      push('servers:changed', servers);
    },
    'server:restore': () => {
      if (removed) servers.splice(removed.index, 0, removed.server);
      push('servers:changed', [...servers]);
      return true;
    },
    'server:configure': (id: string, options: Record<string, unknown>) => {
      const config = { ...serverOf(id).config, ...options } as Record<string, unknown>;
      for (const key of Object.keys(config)) if (config[key] === null) delete config[key];
      change(id, { config });
      const server = serverOf(id);
      if (server.on) change(id, { state: running(server) });
      return { ok: true };
    },
    'server:reach': (id: string): ReachFacts => {
      const { state } = serverOf(id);
      const addresses = state.kind === 'running' ? state.addresses.filter(({ kind }) => kind === 'network') : [];
      const links = addresses.map(({ url, interface: name = '' }) => {
        const kind = name.startsWith('tun') ? ('tunnel' as const) : ('network' as const);
        return { url, interface: name, kind, answers: true };
      });
      return { links, everyInterface: true, vpn: null, firewall: 'ufw' };
    },
    'server:visible-for': (id: string, ms: number | null) => {
      const { visibleUntilMs: _before, ...server } = serverOf(id);
      servers = servers.map((one) =>
        one.id !== id ? one : ms === null ? server : { ...server, visibleUntilMs: Date.now() + ms },
      );
      push('servers:changed', servers);
    },
    'server:counters': (id: string) => totals.get(id) ?? countersOf(log.get(id) ?? []),
    'server:transfers': (id: string) =>
      id === 'atlas'
        ? [
            {
              id: 1,
              direction: 'down',
              client: '192.168.1.31',
              method: 'GET',
              target: '/videos/harbour-timelapse-4k.mp4',
              bytes: 41e6 + (Date.now() % 10_000) * 100,
              totalBytes: 84e6,
              startedMs: Date.now() - 4000,
            },
            {
              id: 2,
              direction: 'up',
              client: '192.168.1.31',
              method: 'PUT',
              target: '/inbox/IMG_2214.HEIC',
              bytes: 31e5,
              totalBytes: 34e5,
              startedMs: Date.now() - 900,
            },
          ]
        : [],
    'log:recent': (id: string) => JSON.stringify(log.get(id) ?? []),
    'log:detail': (id: string, seq: number) => {
      const record = log.get(id)?.find((row) => row.seq === seq);
      if (!record) return undefined;
      const absent = record.status === 404;
      const bytes = new TextEncoder().encode(
        JSON.stringify({ places: [{ name: '珠江', open: true, height: 12.5 }], total: 1 }),
      );
      return {
        record,
        requestFields: [
          ['Host', '192.168.1.24:8000'],
          ['Accept', 'text/html,*/*'],
          ['User-Agent', record.userAgent ?? ''],
        ],
        responseFields: [
          ['Content-Type', record.mediaType ?? ''],
          ['Cache-Control', 'no-cache'],
          ['Content-Length', String(record.contentBytes)],
        ],
        ...(record.mediaType === 'application/json'
          ? { responseBody: { mediaType: 'application/json', bytes, totalBytes: bytes.length, cut: false } }
          : {}),
        trace: absent
          ? [
              { step: 'static', verdict: 'skipped', code: 'static.none' },
              { step: 'error', verdict: 'refused', code: 'error.404' },
              { step: 'static', verdict: 'skipped', code: 'static.near-case', params: { name: 'About.html' } },
            ]
          : [{ step: 'static', verdict: 'decided', code: 'static.file' }],
        ...(absent ? { near: { file: '/home/ada/About.html', target: '/About.html' } } : {}),
        ...(absent ? {} : { file: `/home/ada${record.target}` }),
        timing: { headMs: record.durationMs * 0.4, endMs: record.durationMs },
      };
    },
  };
  const bridge: PorticoBridge = {
    call: async (name, ...args) => structuredClone(calls[name]?.(...(args as never[]))) as never,
    on: (name, listener) => {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener as Listener));
      return () => void set.delete(listener as Listener);
    },
    pathsOf: (files) => files.map((file) => `/home/ada/${file.name}`),
  };
  Object.assign(window, {
    portico: bridge,
    /** For the harness: records as the engine would send them. */
    pushRows: (id: string, records: ExchangeRecord[]) => {
      const added = countersOf(records);
      const before = totals.get(id) ?? countersOf(log.get(id) ?? []);
      const byClass = before.byClass.map((n, i) => n + (added.byClass[i] ?? 0)) as unknown as Counters['byClass'];
      const latency = before.latency.map((n, i) => n + (added.latency[i] ?? 0));
      const requests = before.requests + added.requests;
      const contentBytes = before.contentBytes + added.contentBytes;
      const counters = { ...before, requests, contentBytes, byClass, latency };
      totals.set(id, counters);
      push('log:batch', { id, records: JSON.stringify(records), counters });
    },
  });
}
