import type { IncomingMessage } from 'node:http';
import type { Rate } from './rate.ts';

/**
 * Delays what arrives, in order. `push` is where both HTTP/1 and HTTP/2 hand content to a request; answering `false`
 * stops reading from the connection, so that the client's side is held back as on a slow line.
 */
export function shapeRequest(request: IncomingMessage, rate: Rate): void {
  const push = request.push.bind(request);
  let waiting = 0;
  request.push = (chunk: Uint8Array | null) => {
    const delayMs = rate.book(chunk?.byteLength ?? 0);
    if (delayMs < 1 && waiting === 0) return push(chunk);
    waiting++;
    setTimeout(() => {
      waiting--;
      if (!request.destroyed) push(chunk);
    }, delayMs);
    return false;
  };
}
