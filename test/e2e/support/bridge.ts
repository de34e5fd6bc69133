import type { Page } from '@playwright/test';
import type { Calls, PorticoBridge, ServerView } from '../../../electron/ipc/contract.ts';
import type { ExchangeRecord } from '../../../src-server/log/record.ts';
import type { ServerState } from '../../../src-server/state.ts';

/** Calls main as the page would. */
export function call<K extends keyof Calls>(
  window: Page,
  name: K,
  ...args: Parameters<Calls[K]>
): Promise<ReturnType<Calls[K]>> {
  const ask = ({ name, args }: { name: K; args: Parameters<Calls[K]> }) =>
    (globalThis as unknown as { portico: PorticoBridge }).portico.call(name, ...args);
  return window.evaluate(ask as never, { name, args }) as Promise<ReturnType<Calls[K]>>;
}

export async function servers(window: Page): Promise<readonly ServerView[]> {
  return (await call(window, 'app:snapshot')).servers;
}

/** What main still has of a server's log. */
export async function recentRecords(window: Page, id: string): Promise<readonly ExchangeRecord[]> {
  return JSON.parse(await call(window, 'log:recent', id));
}

type Running = Extract<ServerState, { kind: 'running' }>;

/** The state of a server once it runs. @throws Error with the state it is stuck in */
export async function running(window: Page, index = 0): Promise<{ id: string; state: Running; url: string }> {
  const server = await until(window, (all) => all[index]?.state.kind === 'running', index);
  const state = server.state as Running;
  return { id: server.id, state, url: `http://127.0.0.1:${state.port}/` };
}

/** Waits until the list of servers is as wanted; resolves to the server at `index`. */
export async function until(
  window: Page,
  wanted: (all: readonly ServerView[]) => boolean,
  index = 0,
  withinMs = 10_000,
): Promise<ServerView> {
  const end = Date.now() + withinMs;
  for (;;) {
    const all = await servers(window);
    const server = all[index];
    if (server && wanted(all)) return server;
    if (Date.now() > end) throw new Error(`still not so after ${withinMs} ms: ${JSON.stringify(all, null, 1)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
