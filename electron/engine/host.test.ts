import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { parseConfig } from '../../src-server/config/parse.ts';
import type { ServerConfig } from '../../src-server/config/schema.ts';
import type { ServerState } from '../../src-server/state.ts';
import { EngineHost } from './host.ts';
import type { RecordBatch } from './protocol.ts';
import { EngineRefusal } from './refusal.ts';

/** Stands in for the built thread: speaks its protocol, and does what the options' name says. */
const THREAD = `
  const { parentPort, workerData } = require('node:worker_threads');
  const post = (message) => parentPort.postMessage(message);
  const counters = { requests: 2, contentBytes: 0, receivedBytes: 0, byClass: [0,0,2,0,0,0], aborted: 0, failed: 0, inProgress: 1,
    connections: 1, latency: [], droppedRecords: 0 };
  const { seqBase } = workerData;
  let name = workerData.config.name;
  const calls = {
    start() {
      if (name === 'refuses') throw { code: 'PORT_IN_USE', params: { port: 1 }, message: 'taken' };
      post({ kind: 'state', state: { kind: 'starting' } });
      post({ kind: 'records', records: 'rows from ' + (seqBase + 1), count: 2, lastSeq: seqBase + 2, uploads: 0, counters });
    },
    stop() {}, apply(config) { name = config.name; },
    counters: () => counters,
    detail: (seq) => ({ record: { seq }, trace: [] }),
    transfers() { if (name === 'dies') process.exit(1); if (name === 'throws') setTimeout(() => { throw new Error('bang') }); return []; },
    cancelTransfer() {},
  };
  parentPort.on('message', ({ kind, call, name, args }) => {
    if (kind !== 'call') return post({ kind: 'failure', text: kind });
    try { post({ kind: 'answer', call, value: calls[name](...args) }); }
    catch (error) { post({ kind: 'refusal', call, error }); }
  });
`;
const threadUrl = new URL(
  `data:text/javascript,${encodeURIComponent(`import { createRequire } from 'node:module'; const require = createRequire('/'); ${THREAD}`)}`,
);

let host: EngineHost;
afterEach(() => host.dispose());

function config(name: string): ServerConfig {
  const parsed = parseConfig({ name, root: '/' });
  if (!parsed.ok) throw parsed.errors[0];
  return parsed.config;
}

async function started(name = 'plain') {
  host = new EngineHost(config(name), threadUrl);
  const records: RecordBatch[] = [];
  const states: ServerState[] = [];
  host.on('records', (batch) => records.push(batch));
  host.on('state', (state) => states.push(state));
  await host.start(config(name));
  return { records, states };
}

test('before its first start it has no thread and knows nothing', async () => {
  host = new EngineHost(config('plain'), threadUrl);
  expect(await host.counters()).toBeUndefined();
  expect(await host.detail(1)).toBeUndefined();
  expect(await host.transfers()).toEqual([]);
  await host.stop(0);
  await host.apply(config('other'));
});

test('events come through, and every batch is acknowledged', async () => {
  host = new EngineHost(config('plain'), threadUrl);
  const acknowledged = once(host, 'failure'); // how the stand-in says that it was told
  const batch = once(host, 'records');
  await host.start(config('plain'));
  expect((await batch)[0]).toMatchObject({ records: 'rows from 1', lastSeq: 2, counters: { requests: 2 } });
  expect(await acknowledged).toEqual(['acknowledge']);
});

test('a refusal of the engine is a refusal here, with its report', async () => {
  host = new EngineHost(config('refuses'), threadUrl);
  const refusal = await host.start(config('refuses')).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(EngineRefusal);
  expect(refusal).toMatchObject({ report: { code: 'PORT_IN_USE', params: { port: 1 } } });
});

test.each([
  ['dies', /thread ended/],
  ['throws', /bang/],
])('a thread that %s is reported, and open questions are answered', async (name, problem) => {
  const { states } = await started(name);
  const death = once(host, 'transfers');
  await Promise.allSettled([host.transfers()]);
  await death;
  expect(states.at(-1)).toMatchObject({ kind: 'failed', error: { code: 'ENGINE_DIED' } });
  expect(JSON.stringify(states.at(-1))).toMatch(problem);
});

test('a new thread goes on counting where the dead one ended', async () => {
  const { records } = await started('dies');
  const death = once(host, 'transfers');
  await expect(host.transfers()).rejects.toThrow(EngineRefusal);
  await death;
  expect(await host.counters()).toMatchObject({ requests: 2, inProgress: 0, connections: 0 });

  const next = once(host, 'records');
  await host.start(config('plain'));
  await next;
  expect(records.map((batch) => batch.records)).toEqual(['rows from 1', 'rows from 3']);
  expect(await host.counters()).toMatchObject({ requests: 4, inProgress: 1 });
  expect((await host.detail(4))?.record.seq).toBe(4);
  expect(await host.detail(2)).toBeUndefined();
});

test('a disposed host is silent', async () => {
  const { states } = await started();
  const before = states.length;
  await host.dispose();
  expect(states).toHaveLength(before);
});
