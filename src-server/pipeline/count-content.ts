import type { Exchange } from './exchange.ts';

/** RFC 9112 §6: one of these announces content. HTTP/2 may send it without. */
export function announcesContent(exchange: Exchange): boolean {
  return exchange.field('transfer-encoding') !== undefined || exchange.field('content-length') !== undefined;
}

/** Counts content where the parser hands it over, so that what no step reads is counted as well, and nothing twice. */
export function countContent(exchange: Exchange, onBytes: (bytes: number) => void): void {
  const { request } = exchange;
  if (!announcesContent(exchange) && !('stream' in request)) return;
  const count = (bytes: number) => {
    exchange.receivedBytes += bytes;
    onBytes(bytes);
  };
  count(request.readableLength); // a GET is begun a moment after it arrived
  const { push } = request;
  request.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
    if (chunk) count(chunk.byteLength);
    return push.call(request, chunk, encoding);
  };
}
