import type { Http2ServerRequest } from 'node:http2';
import type { Exchange } from './exchange.ts';

/**
 * Node ends the content of an HTTP/2 request whose stream was reset, or whose length is not what was announced, as if it
 * were whole: half an upload would be kept, half a document passed on. Here it fails, as that of HTTP/1 does.
 */
export function failCutOffContent({ request, response }: Exchange): void {
  if (!('stream' in request)) return;
  const { stream } = request as unknown as Http2ServerRequest;
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
