import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ServerError } from '../errors.ts';
import { bind } from './bind.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

function newServer(): Server {
  const server = createServer();
  servers.push(server);
  return server;
}

/** Another program's port, as far as `bind` can tell. */
async function takenPort(host = '127.0.0.1'): Promise<number> {
  return (await bind(newServer(), { host, port: 0, portFallback: false })).port;
}

async function failure(promise: Promise<unknown>): Promise<ServerError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ServerError)) throw new Error(`not a ServerError: ${error}`);
  return error;
}

test('port 0 is any free port, without a notice', async () => {
  const bound = await bind(newServer(), { host: '127.0.0.1', port: 0, portFallback: true });
  expect(bound.port).toBeGreaterThan(0);
  expect(bound.notice).toBeUndefined();
});

test('a taken port gives way to the next free one, and the notice names who holds it', async () => {
  const port = await takenPort();
  const bound = await bind(newServer(), { host: '127.0.0.1', port, portFallback: true });
  expect(bound.port).toBeGreaterThan(port);
  expect(bound.notice).toMatchObject({ code: 'PORT_MOVED', params: { port, moved: bound.port } });
  if (process.platform === 'linux') {
    expect(bound.notice?.params).toMatchObject({ program: 'Portico', pid: process.pid });
    expect(bound.notice?.message).toBe(
      `Port ${port} is already in use by Portico (process ${process.pid}); using port ${bound.port} instead.`,
    );
  }
});

test('without fallback a taken port is PORT_IN_USE', async () => {
  const port = await takenPort();
  const error = await failure(bind(newServer(), { host: '127.0.0.1', port, portFallback: false }));
  expect(error.code).toBe('PORT_IN_USE');
  expect(error.params).toMatchObject({ port });
});

test('every interface is not bound over a program that holds 127.0.0.1', async () => {
  const port = await takenPort();
  const error = await failure(bind(newServer(), { host: '0.0.0.0', port, portFallback: false }));
  expect(error.code).toBe('PORT_IN_USE');
});

test('a port is not shared with a listener that was there before', async () => {
  const port = await takenPort();
  const options = { host: '127.0.0.1', port, portFallback: false, reusePort: 'open' } as const;
  expect((await failure(bind(newServer(), options))).code).toBe('PORT_IN_USE');
});

test('the last port has no next one', async () => {
  const blocker = newServer();
  const own = await bind(blocker, { host: '127.0.0.1', port: 65_535, portFallback: false }).catch(() => undefined);
  const error = await failure(bind(newServer(), { host: '127.0.0.1', port: 65_535, portFallback: true }));
  expect(error.code).toBe('NO_FREE_PORT');
  expect(own?.port ?? 65_535).toBe(65_535);
});

test('an address of another computer is HOST_UNAVAILABLE', async () => {
  const error = await failure(bind(newServer(), { host: '192.0.2.1', port: 0, portFallback: true }));
  expect(error.code).toBe('HOST_UNAVAILABLE');
  expect(error.message).toContain('192.0.2.1');
});

test('a port that browsers refuse is served, and said', async () => {
  const bound = await bind(newServer(), { host: '127.0.0.1', port: 6667, portFallback: true });
  const moved = bound.port !== 6667; // another program may hold it
  expect(bound.notice?.code).toBe(moved ? 'PORT_MOVED' : 'OPTION_NOTE');
});

test('the next free port is never one that browsers refuse', async () => {
  await bind(newServer(), { host: '127.0.0.1', port: 6664, portFallback: true });
  const bound = await bind(newServer(), { host: '127.0.0.1', port: 6664, portFallback: true });
  expect([6665, 6666, 6667, 6668, 6669]).not.toContain(bound.port);
});
