import type { Http2ServerRequest } from 'node:http2';
import { setImmediate } from 'node:timers/promises';
import { HTTP2_ERROR } from '../http/http2-error.ts';
import type { Exchange } from './exchange.ts';

/** Content still under way above this is not read to its end for the sake of the connection. */
const DRAIN_BYTES = 64 * 1024;
/** Time for the client to notice the answer while it still sends. */
const LINGER_MS = 5_000;

/** Resolves when the content that came with the head is parsed: a refusal can be quicker than that. */
export async function contentInHand(exchange: Exchange): Promise<void> {
  if (isContentPending(exchange)) await setImmediate();
}

/** A client that still sends a large body would have to send it all before it could use the connection again. */
export function closeIfContentPending(exchange: Exchange): void {
  if (!isContentPending(exchange)) return;
  if ('stream' in exchange.request) {
    endStream(exchange);
    return;
  }
  exchange.onHead(({ fields }) => fields.set('Connection', 'close'));
  if (!exchange.awaitsContinue) linger(exchange);
}

function isContentPending(exchange: Exchange): boolean {
  const length = Number(exchange.field('content-length') ?? 0);
  const isChunked = exchange.field('transfer-encoding') !== undefined;
  return !exchange.request.complete && (isChunked || length > DRAIN_BYTES || exchange.awaitsContinue);
}

/**
 * To close while bytes are unread makes the system reset the connection, and the client may lose the answer that says why
 * (RFC 9112 §9.6): our side is closed, then what still comes is thrown away for a while.
 */
function linger({ request }: Exchange): void {
  const { socket } = request;
  socket.destroySoon = () => {
    socket.end();
    request.resume();
    const timer = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once('close', () => clearTimeout(timer));
  };
}

/** RFC 9113 §8.1: after a complete response, NO_ERROR asks the client to stop sending; the connection lives on. */
function endStream({ request, response }: Exchange): void {
  const { stream } = request as unknown as Http2ServerRequest;
  response.once('finish', () => {
    stream.close(HTTP2_ERROR.NO_ERROR);
    request.resume(); // the stream is not freed before what has arrived is read
  });
}
