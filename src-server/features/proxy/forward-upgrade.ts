import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ServerConfig } from '../../config/schema.ts';
import { HttpError } from '../../errors.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { ResponseFields } from '../../pipeline/response-fields.ts';
import { isFinal, type UpstreamRequest } from './forward-request.ts';
import { responseFields } from './response-fields.ts';
import type { Upstream } from './upstream.ts';
import { noProperAnswer, upstreamError } from './upstream-error.ts';

type Answer =
  | { readonly kind: 'switched'; readonly incoming: IncomingMessage; readonly socket: Duplex; readonly head: Buffer }
  | { readonly kind: 'refused'; readonly incoming: IncomingMessage };

/** Passes a WebSocket on. Resolves when both ends are closed. */
export async function forwardUpgrade(
  exchange: Exchange,
  upstream: Upstream,
  request: UpstreamRequest,
  cors: ServerConfig['cors'],
): Promise<void> {
  if (!mayConnect(exchange, cors)) {
    throw new HttpError(
      403,
      `Pages of ${exchange.field('origin')} may not open a WebSocket here; "cors" can allow it.`,
    );
  }
  const answer = await ask(exchange, upstream, request);
  if (!answer) return;
  const ourOrigin = `${exchange.secure ? 'https' : 'http'}://${exchange.authority}`;
  const fields = ResponseFields.of(responseFields(answer.incoming.rawHeaders, upstream, ourOrigin));
  if (answer.kind === 'refused') await passRefusal(exchange, answer.incoming, fields);
  else await join(exchange, answer, fields);
}

/**
 * Browsers let every page open a WebSocket to every server; only the `Origin` they send tells (CVE-2018-14732). Programs
 * that are no browser send none.
 */
function mayConnect(exchange: Exchange, cors: ServerConfig['cors']): boolean {
  const origin = exchange.field('origin');
  if (origin === undefined || cors === true) return true;
  if (URL.canParse(origin) && new URL(origin).host === exchange.authority.toLowerCase()) return true;
  return cors !== false && cors.origins.some((allowed) => allowed === '*' || allowed === origin);
}

function ask(exchange: Exchange, upstream: Upstream, { path, fields }: UpstreamRequest): Promise<Answer | undefined> {
  const { timeoutMs } = upstream.entry;
  return new Promise((resolve, reject) => {
    const outgoing = upstream.request({
      ...upstream.connection,
      agent: upstream.switching,
      path,
      headers: [...fields, 'Connection', 'Upgrade', 'Upgrade', 'websocket'],
    });
    const left = () => {
      outgoing.destroy();
      resolve(undefined);
    };
    const slow = () =>
      outgoing.destroy(new HttpError(504, `The upstream did not answer within ${timeoutMs / 1000} s.`));
    const timer = timeoutMs > 0 ? setTimeout(slow, timeoutMs) : undefined;
    exchange.upgrade?.socket.once('close', left);
    const settle = (answer: Answer) => {
      clearTimeout(timer);
      exchange.upgrade?.socket.off('close', left);
      resolve(answer);
    };
    outgoing.once('upgrade', (incoming, socket, head) => settle({ kind: 'switched', incoming, socket, head }));
    outgoing.once('response', (incoming) => {
      if (isFinal(incoming)) settle({ kind: 'refused', incoming });
      else outgoing.destroy(noProperAnswer(`its status is ${incoming.statusCode}`));
    });
    outgoing.on('error', (error) => {
      clearTimeout(timer);
      reject(upstreamError(error));
    });
    outgoing.end();
  });
}

async function passRefusal(exchange: Exchange, incoming: IncomingMessage, fields: ResponseFields): Promise<void> {
  exchange.sendHead(incoming.statusCode ?? 502, fields);
  await new Promise<void>((resolve) => {
    exchange.response.once('close', resolve);
    exchange.response.once('finish', resolve);
    incoming.once('error', (error) => exchange.fail(error));
    incoming.pipe(exchange.response);
  });
}

/** Two sockets, one conversation: the end of either is the end of both, and of the exchange. */
async function join(exchange: Exchange, answer: Answer & { kind: 'switched' }, fields: ResponseFields): Promise<void> {
  const { upgrade, response } = exchange;
  if (!upgrade) throw new Error('join() is for requests with Upgrade');
  const { socket: client, head } = upgrade;
  const { socket: upstream } = answer;
  fields.flat.push('Connection', 'Upgrade', 'Upgrade', 'websocket');
  exchange.sendHead(101, fields);
  response.flushHeaders();
  exchange.finished = true; // a conversation is complete whenever one of the two ends it
  if (answer.head.length > 0) client.write(answer.head);
  if (head.length > 0) upstream.write(head);
  upstream.on('data', (chunk: Buffer) => {
    exchange.contentBytes += chunk.length;
  });
  client.pipe(upstream).pipe(client);
  await Promise.all([closed(client, upstream), closed(upstream, client)]);
}

function closed(socket: Duplex, other: Duplex): Promise<void> {
  socket.on('error', () => other.destroy());
  return new Promise((resolve) => {
    if (socket.destroyed) other.destroy();
    if (socket.destroyed) return resolve();
    socket.once('close', () => {
      other.destroy();
      resolve();
    });
  });
}
