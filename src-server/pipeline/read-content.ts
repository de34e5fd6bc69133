import { HttpError } from '../errors.ts';
import type { Exchange } from './exchange.ts';

/** The request's whole content. @throws HttpError 413 over `maxBytes`; an `AbortError` when the client leaves halfway */
export async function readContent(exchange: Exchange, maxBytes: number): Promise<Buffer> {
  assertContentLength(exchange, maxBytes);
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of contentOf(exchange)) {
    total += chunk.byteLength;
    if (total > maxBytes) throw contentTooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, total);
}

/** The content piece by piece. To stop reading keeps the connection, so that a refusal can still be sent on it. */
export function contentOf(exchange: Exchange): AsyncIterable<Buffer> {
  return exchange.openContent().iterator({ destroyOnReturn: false });
}

/** Refuses by `Content-Length`, before anything is read. @throws HttpError 413 */
export function assertContentLength(exchange: Exchange, maxBytes: number): void {
  if (Number(exchange.field('content-length') ?? 0) > maxBytes) throw contentTooLarge(maxBytes);
}

export function contentTooLarge(maxBytes: number): HttpError {
  return new HttpError(413, `At most ${maxBytes.toLocaleString('en-US')} bytes are accepted here.`);
}

/** What is kept as it comes must come as it is. @throws HttpError 415 for content in a content coding (RFC 9110 §15.5.16) */
export function assertNoContentCoding(exchange: Exchange): void {
  if ((exchange.field('content-encoding') ?? 'identity').toLowerCase() === 'identity') return;
  throw new HttpError(415, 'Send the content without a content coding.', { 'Accept-Encoding': 'identity' });
}
