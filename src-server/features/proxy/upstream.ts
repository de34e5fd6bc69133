import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { ServerConfig } from '../../config/schema.ts';
import { ServerError } from '../../errors.ts';
import type { Prefix } from './upstream-target.ts';

type ProxyEntry = ServerConfig['proxy'][number];

/** A target with its own pool of kept-alive connections. */
export interface Upstream extends Prefix {
  readonly entry: ProxyEntry;
  /** With scheme http or https: a WebSocket begins as HTTP. */
  readonly url: URL;
  /** Fixed part of every request's options. */
  readonly connection: http.RequestOptions & https.RequestOptions;
  readonly request: typeof http.request;
  readonly agent: http.Agent;
  /** Without a pool: a switched connection never comes back. */
  readonly switching: http.Agent;
}

/** Idle connections kept for each target. */
const MAX_FREE_SOCKETS = 64;

export function openUpstream(entry: ProxyEntry): Upstream {
  const url = new URL(entry.target.replace(/^ws/i, 'http'));
  const secure = url.protocol === 'https:';
  const hostname = bareHostname(url);
  const options = { keepAlive: true, maxFreeSockets: MAX_FREE_SOCKETS, scheduling: 'lifo' } as const;
  const verify = { rejectUnauthorized: !entry.insecure };
  const agent = secure ? new https.Agent({ ...options, ...verify }) : new http.Agent(options);
  return {
    entry,
    url,
    at: entry.at.replace(/\/+$/, ''),
    stripPrefix: entry.stripPrefix,
    basePath: url.pathname.replace(/\/+$/, ''),
    agent,
    switching: secure ? new https.Agent(verify) : new http.Agent(),
    request: secure ? https.request : http.request,
    connection: {
      agent,
      hostname,
      port: url.port || (secure ? 443 : 80),
      // Node would take the name to verify from `Host`, which may be the client's.
      servername: isIP(hostname) ? '' : hostname,
    },
  };
}

/** @throws ServerError `OPTION_CONFLICT` for two entries on one prefix, or a target that is this server itself */
export function checkEntries(entries: readonly ProxyEntry[], { host, port }: ServerConfig): void {
  const seen = new Map<string, string>();
  for (const { at, target } of entries) {
    const prefix = at.replace(/\/+$/, '');
    const other = seen.get(prefix);
    if (other !== undefined) {
      const problem = `both take ${at}; which one should answer there?`;
      throw new ServerError('OPTION_CONFLICT', { option: `proxy ${target}`, other: `proxy ${other}`, problem });
    }
    seen.set(prefix, target);
    if (isOwnAddress(new URL(target.replace(/^ws/i, 'http')), host, port)) {
      const problem = 'the proxy would ask this server itself';
      throw new ServerError('OPTION_CONFLICT', { option: `proxy ${target}`, other: `port ${port}`, problem });
    }
  }
}

function isOwnAddress(target: URL, host: string, port: number): boolean {
  const targetPort = Number(target.port || (target.protocol === 'https:' ? 443 : 80));
  if (port === 0 || targetPort !== port) return false;
  const hostname = bareHostname(target);
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return hostname === 'localhost' || hostname === host || own.some(({ address }) => address === hostname);
}

function bareHostname(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}
