import type { Http2ServerRequest } from 'node:http2';
import type { Exchange } from './exchange.ts';

/** Makes HTTP/2 tell of a client that leaves as HTTP/1 does: Node's compatibility layer keeps some of it to itself. */
export function mendHttp2(exchange: Exchange): void {
  if (!('stream' in exchange.request)) return;
  const { stream } = exchange.request as unknown as Http2ServerRequest;
  failCutOffContent(exchange, stream);
  tellOfClosing(exchange, stream);
}

/**
 * The content of a request whose stream was reset, or whose length is not what was announced, ends as if it were whole:
 * half an upload would be kept, half a document passed on. Here it fails.
 */
function failCutOffContent({ request, response }: Exchange, stream: Http2ServerRequest['stream']): void {
  const { push } = request;
  request.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
    const isCutOff = chunk === null && (stream.aborted || (stream.rstCode ?? 0) !== 0);
    if (!isCutOff) return push.call(request, chunk, encoding);
    const fail = () => request.destroy(new Error('The client left in the middle of its content.'));
    // Whoever reads shall find that the client is gone already
    if (stream.destroyed) fail();
    else response.once('close', fail);
    return false;
  };
}

/** A HEAD whose client leaves before the answer has no `close`: whatever works on it would go on, and be a bug in the end. */
function tellOfClosing({ response }: Exchange, stream: Http2ServerRequest['stream']): void {
  let isTold = false;
  response.once('close', () => {
    isTold = true;
  });
  stream.once('close', () => isTold || response.emit('close'));
}
