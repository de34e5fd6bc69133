import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  AppInfo,
  AppSettings,
  LogBatch,
  PorticoBridge,
  RecentFolder,
  RecordsText,
  ServerView,
} from '../electron/ipc/contract.ts';
import type { ExchangeRecord } from '../src-server/log/record.ts';
import type { Counters } from '../src-server/state.ts';
import { Traffic } from './features/activity/traffic.ts';
import { RequestLog } from './features/requests/request-log.ts';
import { paced } from './paced.ts';

/** Under load the page is drawn ten times a second at the most: nobody reads faster, and each drawing takes time from the servers. */
const DRAWN_EVERY_MS = 100;

export interface AppState {
  readonly servers: readonly ServerView[];
  readonly settings: AppSettings;
  readonly info: AppInfo;
  readonly recent: readonly RecentFolder[];
  /** Exact totals of each server, from its newest batch. */
  readonly counters: Readonly<Record<string, Counters>>;
}

/** Rows and per-second history of one server. They change 20 times a second, so they are not part of the React state. */
export interface ServerHistory {
  readonly log: RequestLog;
  readonly traffic: Traffic;
}

export interface AppStore {
  readonly state: StoreApi<AppState>;
  /** Rows and traffic of a server; created on first use. */
  history(id: string): ServerHistory;
}

/** The store only mirrors what main pushes; it never guesses the outcome of a call. */
export async function createAppStore(bridge: PorticoBridge): Promise<AppStore> {
  const histories = new Map<string, ServerHistory>();
  const history = (id: string): ServerHistory => {
    const known = histories.get(id);
    if (known) return known;
    const created = { log: new RequestLog(), traffic: new Traffic() };
    histories.set(id, created);
    return created;
  };

  const early: LogBatch[] = [];
  let receive = (batch: LogBatch): void => void early.push(batch);
  bridge.on('log:batch', (batch) => receive(batch));
  const snapshot = await bridge.call('app:snapshot');
  const state = createStore<AppState>(() => ({ ...snapshot, counters: {} }));

  bridge.on('servers:changed', (servers) => {
    const fresh = servers.filter(({ id }) => !histories.has(id));
    state.setState({ servers });
    for (const { id } of fresh) void fill(id);
    forget(servers);
  });
  bridge.on('settings:changed', (settings) => state.setState({ settings }));
  bridge.on('recent:changed', (recent) => state.setState({ recent }));
  receive = paced(DRAWN_EVERY_MS, (batches) => {
    const counted: Record<string, Counters> = {};
    for (const { id, records, counters } of batches) {
      const { log, traffic } = history(id);
      traffic.count(counters, Date.now());
      log.append(read(records));
      counted[id] = counters;
    }
    state.setState((before) => ({ counters: { ...before.counters, ...counted } }));
  });

  /** Rows and totals from before this window was opened. */
  async function fill(id: string): Promise<void> {
    const { log, traffic } = history(id);
    log.hold();
    const [records, counters] = await Promise.all([bridge.call('log:recent', id), bridge.call('server:counters', id)]);
    log.release(read(records));
    if (!counters) return;
    traffic.start(counters);
    state.setState((before) => ({ counters: { [id]: counters, ...before.counters } }));
  }

  function forget(servers: readonly ServerView[]): void {
    const kept = new Set(servers.map(({ id }) => id));
    for (const id of histories.keys()) if (!kept.has(id)) histories.delete(id);
  }

  for (const { id } of snapshot.servers) void fill(id);
  for (const batch of early) receive(batch);
  return { state, history };
}

const read = (records: RecordsText): ExchangeRecord[] => JSON.parse(records);
