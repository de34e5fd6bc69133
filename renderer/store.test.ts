import { expect, test } from 'vitest';
import type { PorticoBridge, ServerView } from '../electron/ipc/contract.ts';
import { record } from './features/requests/test-record.ts';
import { createAppStore } from './store.ts';

const server = (id: string): ServerView => ({
  id,
  name: id,
  root: `/srv/${id}`,
  shownRoot: `/srv/${id}`,
  config: {},
  on: false,
  state: { kind: 'stopped' },
});
const counters = {
  requests: 7,
  contentBytes: 0,
  receivedBytes: 0,
  byClass: [0, 0, 7, 0, 0, 0],
  aborted: 0,
  failed: 0,
  inProgress: 0,
  connections: 0,
  latency: [7],
  droppedRecords: 0,
} as const;

function fakeMain(answers: Record<string, unknown>) {
  const listeners = new Map<string, (payload: never) => void>();
  const bridge: PorticoBridge = {
    call: async (name, ..._args) => answers[name] as never,
    on: (name, listener) => {
      listeners.set(name, listener as (payload: never) => void);
      return () => void listeners.delete(name);
    },
    pathsOf: () => [],
  };
  const push = (name: string, payload: unknown) => listeners.get(name)?.(payload as never);
  return { bridge, push };
}
const snapshot = { servers: [server('a')], settings: {}, info: {}, recent: [] };
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('starts with the snapshot, earlier rows and totals', async () => {
  const { bridge } = fakeMain({
    'app:snapshot': snapshot,
    'log:recent': JSON.stringify([record()]),
    'server:counters': counters,
  });
  const store = await createAppStore(bridge);
  await settled();
  expect(store.state.getState().servers).toEqual([server('a')]);
  expect(store.state.getState().counters.a?.requests).toBe(7);
  expect(store.history('a').log.rows.end).toBe(1);
});

test('mirrors what main pushes', async () => {
  const { bridge, push } = fakeMain({ 'app:snapshot': snapshot, 'log:recent': '[]' });
  const store = await createAppStore(bridge);
  await settled();
  push('servers:changed', [server('a'), server('b')]);
  push('log:batch', { id: 'b', records: JSON.stringify([record({ seq: 1 })]), counters });
  await settled();
  expect(store.state.getState().servers).toHaveLength(2);
  expect(store.history('b').log.rows.end).toBe(1);
  expect(store.state.getState().counters.b).toEqual(counters);
});

test('a removed server takes its rows with it', async () => {
  const { bridge, push } = fakeMain({ 'app:snapshot': snapshot, 'log:recent': JSON.stringify([record()]) });
  const store = await createAppStore(bridge);
  await settled();
  push('servers:changed', []);
  expect(store.history('a').log.rows.end).toBe(0);
});
