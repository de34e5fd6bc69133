import type { Socket } from 'node:net';
import type { ServerConfig } from '../config/schema.ts';
import type { Notice } from '../state.ts';
import { type BindOptions, bind } from './bind.ts';
import { createHttpListener, type ListenerHandlers } from './http-listener.ts';
import { loadTlsMaterial } from './tls/material.ts';
import { workersNotice } from './workers.ts';

/** Options whose change restarts the listener; all others apply to the next request. */
const LISTENER_OPTIONS = ['host', 'port', 'portFallback', 'tls', 'limits', 'workers'] as const;
/** Time that exchanges have to end when their listener is given up. */
const GRACE_MS = 1_000;

/** A port that is listened on. */
export interface Listener {
  readonly port: number;
  readonly address: string;
  readonly notices: readonly Notice[];
  /** Takes changed options that need no new listener: names that the certificate is for. */
  follow(config: ServerConfig): Promise<void>;
  /** Stops listening, lets exchanges end, cuts what is left after the grace time. */
  close(graceMs: number): Promise<void>;
}

export interface ListenerOptions {
  readonly config: ServerConfig;
  /** What takes requests that came in plain text, and those that came over TLS. */
  readonly handlersFor: (secure: boolean) => ListenerHandlers;
  readonly onConnection: (socket: Socket) => void;
  readonly onNotice: (notice: Notice) => void;
  /** After which a client is cut that takes none of the bytes that wait for it. */
  readonly sendTimeoutMs: number;
  readonly reusePort: BindOptions['reusePort'] | undefined;
}

export function needsNewListener(from: ServerConfig, to: ServerConfig): boolean {
  return LISTENER_OPTIONS.some((key) => JSON.stringify(from[key]) !== JSON.stringify(to[key]));
}

/** Resolves once the port is bound. @throws ServerError */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  const { config, reusePort } = options;
  const material = config.tls ? await loadTlsMaterial(config.tls, config.host, config.allowedHosts) : undefined;
  const { server, close } = createHttpListener(config, options.handlersFor, material, options.sendTimeoutMs);
  server.on('connection', options.onConnection);
  const { port, address, notice } = await bind(server, { ...config, ...(reusePort ? { reusePort } : {}) });
  const alone = reusePort ? undefined : workersNotice(config);
  const notices = [notice, alone, ...(material?.notices ?? [])].filter((each) => each !== undefined);
  for (const each of notices) options.onNotice(each);
  const follow = async ({ allowedHosts }: ServerConfig) => material?.follow?.(allowedHosts);
  return { port, address, notices, close, follow };
}

/**
 * Listens anew. The same port cannot be bound twice: only then is the old listener closed first, and opened again if the new
 * one fails. @param open called with the options to listen with @throws ServerError, the listener being what it was
 */
export async function replaceListener(
  old: Listener,
  { from, to }: { readonly from: ServerConfig; readonly to: ServerConfig },
  open: (config: ServerConfig) => Promise<Listener>,
): Promise<{ readonly listener: Listener; readonly error?: unknown }> {
  const samePort = to.port === old.port || to.port === from.port;
  try {
    if (samePort) await old.close(GRACE_MS);
    const listener = await open(to);
    if (!samePort) void old.close(GRACE_MS);
    return { listener };
  } catch (error) {
    return { listener: samePort ? await open({ ...from, port: old.port }) : old, error };
  }
}
