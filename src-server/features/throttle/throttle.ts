import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerConfig } from '../../config/schema.ts';
import { HttpError } from '../../errors.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import type { Feature } from '../../pipeline/feature.ts';
import { Rate } from './rate.ts';
import { shapeReads } from './shape-reads.ts';
import { shapeWrites } from './shape-writes.ts';

/** A slow or failing network: delay before the answer, bandwidth of each connection, and a share of requests that fail. */
export function throttle(slice: Exclude<ServerConfig['throttle'], false>): Feature {
  const { latencyMs, downKbps, upKbps, errorRate } = slice;
  const down = ratePerConnection(downKbps);
  const up = ratePerConnection(upKbps);
  return {
    step: async (exchange, next) => {
      if (exchange.localRedirects > 0) return next(); // slow enough already
      const downRate = down(exchange);
      const upRate = up(exchange);
      if (downRate) shapeResponse(exchange, downRate);
      if (upRate) shapeReads(exchange.request, upRate);
      exchange.onHead(({ status }) => {
        if (status === 101) shapeConversation(exchange, downRate, upRate);
      });
      exchange.explain({ step: 'throttle', verdict: 'done', code: 'throttle.slowed', params: { ms: latencyMs } });
      if (latencyMs > 0) await sleep(latencyMs, undefined, { signal: exchange.signal });
      if (Math.random() < errorRate) return breakDown(exchange);
      return next();
    },
    admits: () => false, // every request is made slow
  };
}

function shapeResponse({ response }: Exchange, rate: Rate): void {
  shapeWrites(response, rate, () => {
    if (!response.headersSent) response.writeHead(response.statusCode);
  });
}

/** Once protocols are switched, bytes pass the socket alone. */
function shapeConversation({ upgrade }: Exchange, down: Rate | undefined, up: Rate | undefined): void {
  if (upgrade && down) shapeWrites(upgrade.socket, down);
  if (upgrade && up) shapeReads(upgrade.socket, up);
}

function ratePerConnection(kilobitsPerSecond: number | undefined): (exchange: Exchange) => Rate | undefined {
  const rates = new WeakMap<object, Rate>();
  return ({ request }) => {
    if (kilobitsPerSecond === undefined) return undefined;
    const connection = connectionOf(request);
    const rate = rates.get(connection) ?? new Rate(kilobitsPerSecond);
    rates.set(connection, rate);
    return rate;
  };
}

/** The streams of an HTTP/2 connection have a `socket` each, but one session. */
const connectionOf = (request: IncomingMessage | Http2ServerRequest): object =>
  ('stream' in request ? request.stream.session : undefined) ?? request.socket;

/** Half of the failures are an overloaded server, half a connection that breaks. */
function breakDown(exchange: Exchange): void {
  exchange.decide('throttle', 'throttle.failed');
  if (Math.random() < 0.5) throw new HttpError(503, 'This failure is simulated.', { 'Retry-After': '1' });
  exchange.fail(new Error('This failure is simulated.'));
}
