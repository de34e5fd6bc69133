import type { ServerResponse } from 'node:http';
import { builtin } from '../../builtin.ts';
import { HttpError } from '../../errors.ts';
import { type TreeWatch, watchTree } from '../../files/watch-tree.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import type { Feature, FeatureContext } from '../../pipeline/feature.ts';
import { type Change, Changes } from './changes.ts';
import { CLIENT_SCRIPT } from './client-script.ts';
import { SCRIPT_PATH } from './inject.ts';
import { ownWriteTest } from './own-writes.ts';

const EVENTS_PATH = '/.portico/events';
/** Proxies and routers close connections that are silent for a minute. */
const PING_MS = 25_000;

/** Tells open pages when files change. */
export function liveReload({ config, report }: FeatureContext): Feature {
  const streams = new Set<ServerResponse>();
  const instance = builtin.crypto.randomUUID().slice(0, 8);
  let count = 0;
  const version = () => `${instance}-${count}`;
  const announce = (change: Change) => {
    count++;
    for (const stream of streams) send(stream, 'change', JSON.stringify({ version: version(), ...change }));
  };

  const places = [
    { at: '', root: config.root },
    ...config.mounts.map(({ at, root }) => ({ at: at.replace(/\/+$/, ''), root })),
  ];
  const changes = new Changes(places, announce);
  const isOwnWrite = ownWriteTest(config);
  const listener = {
    changed: (path: string) => {
      if (!isOwnWrite(path)) changes.add(path);
    },
    problem: (text: string) => report(`liveReload: ${text}`),
  };
  // Nobody needs to know before the first page listens.
  let watches: readonly TreeWatch[] | undefined;
  const watchFiles = async () => {
    watches ??= places.map(({ root }) => watchTree(root, listener));
    await Promise.all(watches.map(({ ready }) => ready));
  };
  const ping = setInterval(() => {
    for (const stream of streams) stream.write(': still here\n\n');
  }, PING_MS).unref();

  return {
    step: async (exchange, next) => {
      const { path } = exchange.target;
      if (path === EVENTS_PATH) {
        onlyReading(exchange);
        await watchFiles();
        return openStream(exchange, streams, version());
      }
      if (path === SCRIPT_PATH) return sendScript(exchange);
      exchange.onHead(({ fields }) => {
        // The same address has two forms: with the script for navigations, without it for everything else.
        if (/^text\/html\b/i.test(fields.get('Content-Type') ?? ''))
          fields.addToList('Vary', 'Accept', 'Sec-Fetch-Dest');
      }, 'live-reload');
      return next();
    },
    close: () => {
      clearInterval(ping);
      changes.close();
      for (const watch of watches ?? []) watch.close();
      for (const stream of streams) stream.end();
    },
  };
}

function openStream(exchange: Exchange, streams: Set<ServerResponse>, version: string): Promise<void> {
  const { response } = exchange;
  exchange.decide('live-reload', 'live-reload.events');
  exchange.sendHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  if (exchange.method === 'HEAD') {
    response.end();
    return Promise.resolve();
  }
  streams.add(response);
  response.write('retry: 500\n\n');
  send(response, 'version', version);
  return new Promise((resolve) => {
    response.once('close', () => {
      streams.delete(response);
      resolve();
    });
  });
}

function sendScript(exchange: Exchange): void {
  onlyReading(exchange);
  exchange.decide('live-reload', 'live-reload.script');
  const fields = { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-cache' };
  exchange.respond(200, { ...fields, 'X-Content-Type-Options': 'nosniff' }, CLIENT_SCRIPT);
}

function onlyReading({ method }: Exchange): void {
  if (method !== 'GET' && method !== 'HEAD') throw new HttpError(405, undefined, { Allow: 'GET, HEAD' });
}

function send(stream: ServerResponse, event: string, data: string): void {
  stream.write(`event: ${event}\ndata: ${data}\n\n`);
}
