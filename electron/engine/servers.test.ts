import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ServerError } from '../../src-server/errors.ts';
import type { ServerState } from '../../src-server/state.ts';
import { EngineHost } from './host.ts';
import type { RecordBatch } from './protocol.ts';
import { EngineRefusal } from './refusal.ts';
import { Servers } from './servers.ts';

let folder: string;
let servers: Servers;
let started: { root: string; port: number }[];
let refuse: ServerError | undefined;

/** An engine without a thread: runs at once, refuses when told to. */
class FakeEngine extends EngineHost {
  override async start(config: Parameters<EngineHost['start']>[0]): Promise<void> {
    if (refuse) throw new EngineRefusal(refuse.report());
    started.push({ root: config.root, port: config.port });
    this.emit('state', runningOn(config.port));
  }
  override async apply(): Promise<void> {
    if (refuse) throw new EngineRefusal(refuse.report());
  }
}

const runningOn = (port: number): ServerState => ({
  kind: 'running',
  host: '127.0.0.1',
  port,
  secure: false,
  addresses: [],
  notices: [],
  root: 'ok',
});

function makeServers(
  stored: ConstructorParameters<typeof Servers>[0]['stored'] = [],
  more: Pick<ConstructorParameters<typeof Servers>[0], 'newServers'> = {},
): Servers {
  return new Servers({ stored, home: '/home/ann', makeEngine: (config) => new FakeEngine(config), ...more });
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portico-servers-'));
  for (const name of ['a', 'b', 'c']) await mkdir(join(folder, name));
  await writeFile(join(folder, 'page.html'), '');
  [started, refuse] = [[], undefined];
  servers = makeServers();
});
afterEach(async () => {
  vi.useRealTimers();
  await servers.shutDown();
  await rm(folder, { recursive: true, force: true });
});

const add = (...names: string[]) => servers.add(names.map((name) => join(folder, name)));
const names = () => servers.views().map(({ name }) => name);
const settled = () =>
  vi.waitFor(() => expect(servers.folders.every(({ state }) => state.kind === 'running')).toBe(true));

test('what is added is started, each on a port of its own', async () => {
  const ids = await add('a', 'page.html', 'b');
  await settled();
  expect(started.map(({ root, port }) => [basename(root), port])).toEqual([
    ['a', 8_000],
    ['page.html', 8_001],
    ['b', 8_002],
  ]);
  expect(servers.views().map(({ id }) => id)).toEqual(ids);
});

test('additions at the same time do not share a port', async () => {
  await Promise.all([add('a'), add('b'), add('c')]);
  expect(new Set(servers.folders.map(({ config }) => config.port)).size).toBe(3);
});

test('a folder already served, by whatever path, is not added again', async () => {
  const [id] = await add('a');
  await symlink(join(folder, 'a'), join(folder, 'link'));
  expect(await add('link', 'a', 'b/../a')).toEqual([id]);
  expect(names()).toEqual(['a']);
});

test('adding one that is off turns it on', async () => {
  const [id = ''] = await add('a');
  await servers.find(id)?.stop();
  await add('a');
  await settled();
  expect(servers.views()[0]?.on).toBe(true);
});

test('what is not there is left out', async () => {
  expect(await add('nothing', 'b')).toHaveLength(1);
  expect(names()).toEqual(['b']);
});

test('a wrong change names every option and changes nothing; null goes back to the default', async () => {
  const [id = ''] = await add('a');
  const server = servers.find(id);
  expect(await server?.configure({ port: 'x', colour: 1 })).toMatchObject({
    ok: false,
    errors: [{ params: { option: 'port' } }, { params: { option: 'colour' } }],
  });
  expect(server?.config).toEqual({ root: join(folder, 'a'), port: 8_000 });
  expect(await server?.configure({ cors: true, name: 'A' })).toEqual({ ok: true });
  expect(await server?.configure({ cors: null })).toEqual({ ok: true });
  expect(server?.config).toEqual({ root: join(folder, 'a'), name: 'A' });
});

test('options that contradict each other are refused, naming both', async () => {
  const [id = ''] = await add('a');
  const proxy = [{ at: '/api', target: 'http://127.0.0.1:9' }];
  const rest = [{ at: '/api', file: 'db.json' }];
  await writeFile(join(folder, 'a', 'db.json'), '{}');
  expect(await servers.find(id)?.configure({ proxy, rest })).toMatchObject({
    ok: false,
    errors: [{ code: 'OPTION_CONFLICT' }],
  });
  expect(await servers.find(id)?.configure({ rest })).toEqual({ ok: true });
  expect(servers.find(id)?.config.rest).toEqual(rest); // as written, not made absolute
});

test('what the engine refuses is refused with its report', async () => {
  const [id = ''] = await add('a');
  await settled();
  refuse = new ServerError('PORT_IN_USE', { port: 80 });
  expect(await servers.find(id)?.configure({ port: 80 })).toMatchObject({
    ok: false,
    errors: [{ code: 'PORT_IN_USE' }],
  });
  expect(servers.find(id)?.config.port).not.toBe(80);
});

test('a failed start leaves the switch off, but the next start of the app tries again', async () => {
  refuse = new ServerError('PORT_IN_USE', { port: 8_000 });
  await add('a');
  await vi.waitFor(() => expect(servers.views()[0]?.state.kind).toBe('failed'));
  expect(servers.views()[0]?.on).toBe(false);
  expect(servers.stored()[0]?.on).toBe(true);
});

test('the end of the app does not change what is wanted', async () => {
  await add('a', 'b');
  await settled();
  await servers.folders[1]?.stop();
  await servers.shutDown();
  expect(servers.stored().map(({ on }) => on)).toEqual([true, false]);
});

test('what was on comes back on, in its order', async () => {
  await add('a', 'b', 'c');
  await servers.folders[1]?.stop();
  const again = makeServers(servers.stored());
  started = [];
  await again.resume();
  expect(started.map(({ root }) => basename(root))).toEqual(['a', 'c']);
  expect(again.views().map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  await again.shutDown();
});

test('a removed server can be put back to its place for ten seconds', async () => {
  const [, id = ''] = await add('a', 'b', 'c');
  await settled();
  vi.useFakeTimers();
  await servers.remove(id);
  expect(names()).toEqual(['a', 'c']);
  vi.advanceTimersByTime(9_000);
  expect(servers.restore(id)).toBe(true);
  expect(names()).toEqual(['a', 'b', 'c']);

  await servers.remove(id);
  vi.advanceTimersByTime(10_000);
  expect(servers.restore(id)).toBe(false);
});

test('servers can be moved', async () => {
  const [, , id = ''] = await add('a', 'b', 'c');
  servers.move(id, 0);
  expect(names()).toEqual(['c', 'a', 'b']);
  servers.move(id, 99);
  expect(names()).toEqual(['a', 'b', 'c']);
});

test('quick clicks end where the last one wanted', async () => {
  const [id = ''] = await add('a');
  const server = servers.find(id);
  await Promise.all([server?.stop(), server?.start(), server?.stop(), server?.start()]);
  expect(server?.state.kind).toBe('running');
  await Promise.all([server?.stop(), server?.start(), server?.stop()]);
  expect(server?.state.kind).toBe('stopped');
});

test('what is added begins as the person wants new servers to', async () => {
  const wanted = { visible: true, firstPort: 3_000, listing: false, dotfiles: 'serve', liveReload: true } as const;
  servers = makeServers([], { newServers: () => wanted });
  await add('a', 'b');
  expect(servers.folders.map(({ config }) => [config.port, config.host, config.listing, config.liveReload])).toEqual([
    [3_000, '0.0.0.0', false, true],
    [3_001, '0.0.0.0', false, true],
  ]);
});

const HOUR = 3_600_000;

async function visibleForAnHour() {
  const [id = ''] = await add('a');
  await settled();
  const server = servers.find(id);
  if (!server) throw new Error('it was not added');
  await server.configure({ host: '0.0.0.0' });
  vi.useFakeTimers();
  server.visibleFor(HOUR);
  return server;
}

test('after its time a server goes on for this computer alone', async () => {
  const server = await visibleForAnHour();
  expect(servers.views()[0]?.visibleUntilMs).toBe(Date.now() + HOUR);
  expect(servers.stored()[0]?.visibleUntilMs).toBe(Date.now() + HOUR);
  await vi.advanceTimersByTimeAsync(HOUR - 1);
  expect(server.config.host).toBe('0.0.0.0');
  vi.advanceTimersByTime(1);
  vi.useRealTimers();
  await vi.waitFor(() => expect(server.config.host).toBeUndefined());
  expect(servers.views()[0]).not.toHaveProperty('visibleUntilMs');
  expect(server.state.kind).toBe('running');
});

test('a server that cannot be hidden is stopped', async () => {
  const server = await visibleForAnHour();
  refuse = new ServerError('PORT_IN_USE', { port: 8_000 });
  vi.advanceTimersByTime(HOUR);
  vi.useRealTimers();
  await vi.waitFor(() => expect(server.state.kind).toBe('stopped'));
  expect(server.wanted).toBe(false);
});

test('the time goes on while the app does not run', async () => {
  await visibleForAnHour();
  await servers.shutDown();
  const [stored] = servers.stored();
  expect(stored?.visibleUntilMs).toBe(Date.now() + HOUR);
  vi.setSystemTime(Date.now() + HOUR / 2);
  const soon = makeServers(stored ? [stored] : []);
  expect(soon.views()[0]?.visibleUntilMs).toBe(Date.now() + HOUR / 2);
  expect(soon.folders[0]?.config.host).toBe('0.0.0.0');
  vi.setSystemTime(Date.now() + HOUR);
  const late = makeServers(stored ? [stored] : []);
  expect(late.folders[0]?.config).toEqual({ root: join(folder, 'a') });
  expect(late.views()[0]).not.toHaveProperty('visibleUntilMs');
  vi.useRealTimers();
  await Promise.all([soon.shutDown(), late.shutDown()]);
});

test('switching the visibility off forgets its end and who came', async () => {
  const server = await visibleForAnHour();
  vi.useRealTimers();
  server.engine?.emit('records', batchWith({ client: '192.168.1.7', timeMs: 5 }));
  expect(servers.views()[0]?.visitor).toEqual({ client: '192.168.1.7', timeMs: 5 });
  await server.configure({ host: null });
  expect(servers.views()[0]).not.toHaveProperty('visibleUntilMs');
  expect(servers.views()[0]).not.toHaveProperty('visitor');
  server.visibleFor(HOUR);
  expect(servers.views()[0]).not.toHaveProperty('visibleUntilMs'); // nothing is visible that could end
});

function batchWith(visitor: RecordBatch['visitor']): RecordBatch {
  const counters = {} as RecordBatch['counters'];
  return { records: '[]', count: 1, lastSeq: 1, uploads: 0, counters, ...(visitor ? { visitor } : {}) };
}
