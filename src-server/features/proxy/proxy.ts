import type { Agent } from 'node:http';
import { builtin } from '../../builtin.ts';
import type { ServerConfig } from '../../config/schema.ts';
import { HttpError } from '../../errors.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import type { Feature, FeatureContext } from '../../pipeline/feature.ts';
import { refuseFraming } from '../headers/refuse-framing.ts';
import { forwardRequest } from './forward-request.ts';
import { forwardUpgrade } from './forward-upgrade.ts';
import { isLoop, requestFields } from './request-fields.ts';
import { openUpstream, type Upstream } from './upstream.ts';
import { selectPrefix, upstreamTarget } from './upstream-target.ts';

/**
 * Passes paths on to other servers. Written on node:http instead of http-proxy-3, which lets a client forge the forwarded
 * fields, passes hop-by-hop fields that `Connection` names, drops the framing of a DELETE that has content, and leaves the
 * client waiting when the upstream dies in the middle of an answer.
 */
export function proxy(entries: ServerConfig['proxy'], { config, report }: FeatureContext): Feature {
  for (const [i, { headers }] of entries.entries()) refuseFraming(`proxy[${i}].headers`, Object.keys(headers));
  const upstreams = entries.map(openUpstream).sort((a, b) => b.at.length - a.at.length);
  const marker = `portico-${builtin.crypto.randomBytes(6).toString('hex')}`;

  return {
    step: async (exchange, next) => {
      const upstream = selectPrefix(upstreams, exchange.target.path);
      if (!upstream || exchange.method === 'CONNECT') return next();
      if (isLoop(exchange.field('via'), marker)) throw new HttpError(508, 'The proxy leads back to this server.');
      exchange.decide('proxy', 'proxy.target', { at: upstream.entry.at, target: upstream.entry.target });
      try {
        await pass(exchange, upstream, marker, config.cors);
      } catch (error) {
        const cause = error instanceof HttpError ? error.cause : error;
        if (cause) report(`proxy ${upstream.entry.at}: ${upstream.entry.target}: ${String(cause)}`);
        throw error;
      }
    },
    close: () => {
      for (const { agent } of upstreams) closeIdle(agent);
    },
  };
}

async function pass(exchange: Exchange, upstream: Upstream, marker: string, cors: ServerConfig['cors']): Promise<void> {
  const path = upstreamTarget(upstream, exchange.rawTarget, exchange.target);
  const fields = fieldsFor(exchange, upstream, marker);
  const isWebSocket = exchange.upgrade && exchange.field('upgrade')?.trim().toLowerCase() === 'websocket';
  if (isWebSocket) await forwardUpgrade(exchange, upstream, { path, fields }, cors);
  else await forwardRequest(exchange, upstream, { path, fields });
}

function fieldsFor(exchange: Exchange, upstream: Upstream, marker: string): string[] {
  const { client, authority, secure, request } = exchange;
  const host = upstream.entry.changeOrigin ? upstream.url.host : authority;
  const hop = { client, authority, secure, httpVersion: request.httpVersion };
  const fields = requestFields(request.rawHeaders, hop, host, marker);
  // Credentials that opened this server are not the upstream's business.
  const own = exchange.user ? without(fields, 'authorization') : fields;
  return Object.entries(upstream.entry.headers).reduce(
    (kept, [name, value]) => [...without(kept, name.toLowerCase()), name, value],
    own,
  );
}

/** Requests that are still running keep their connections: a changed option must not cut them. */
function closeIdle(agent: Agent): void {
  agent.maxFreeSockets = 0;
  for (const socket of Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? [])) socket.destroy();
}

function without(flat: readonly string[], name: string): string[] {
  return flat.filter((_, i) => flat[i - (i % 2)]?.toLowerCase() !== name);
}
