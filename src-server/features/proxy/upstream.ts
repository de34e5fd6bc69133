import { Agent, type RequestOptions, request } from 'node:http';
import type https from 'node:https';
import { isIP } from 'node:net';
import { builtin } from '../../builtin.ts';
import type { ServerConfig } from '../../config/schema.ts';
import type { Prefix } from './upstream-target.ts';

type ProxyEntry = ServerConfig['proxy'][number];

/** A target with its own pool of kept-alive connections. */
export interface Upstream extends Prefix {
  readonly entry: ProxyEntry;
  /** With scheme http or https: a WebSocket begins as HTTP. */
  readonly url: URL;
  /** Fixed part of every request's options. */
  readonly connection: RequestOptions & https.RequestOptions;
  readonly request: typeof request;
  readonly agent: Agent;
  /** Without a pool: a switched connection never comes back. */
  readonly switching: Agent;
}

/** Node's own limit, 16 KiB, is less than programs send that keep their sessions in cookies. */
const MAX_HEAD_BYTES = 64 * 1024;
/** Idle connections kept for each target. */
const MAX_FREE_SOCKETS = 64;

export function openUpstream(entry: ProxyEntry): Upstream {
  const url = new URL(entry.target.replace(/^ws/i, 'http'));
  const secure = url.protocol === 'https:';
  const hostname = bareHostname(url);
  const options = { keepAlive: true, maxFreeSockets: MAX_FREE_SOCKETS, scheduling: 'lifo' } as const;
  const verify = { rejectUnauthorized: !entry.insecure };
  const agent = secure ? new builtin.https.Agent({ ...options, ...verify }) : new Agent(options);
  return {
    entry,
    url,
    at: entry.at.replace(/\/+$/, ''),
    stripPrefix: entry.stripPrefix,
    basePath: url.pathname.replace(/\/+$/, ''),
    agent,
    switching: secure ? new builtin.https.Agent(verify) : new Agent(),
    request: secure ? builtin.https.request : request,
    connection: {
      agent,
      maxHeaderSize: MAX_HEAD_BYTES,
      hostname,
      port: url.port || (secure ? 443 : 80),
      // Node would take the name to verify from `Host`, which may be the client's.
      servername: isIP(hostname) ? '' : hostname,
    },
  };
}

function bareHostname(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}
