import { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import { HTTP2_ERROR } from '../http/http2-error.ts';

/** Connection-specific fields, which HTTP/2 forbids (RFC 9113 §8.2.2). */
const CONNECTION_SPECIFIC = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade']);

/** Writes a head given as name, value, name, value … past any `writeHead` that was laid over the instance. */
export function writeFlatHead<T extends ServerResponse>(response: T, status: number, flat: readonly string[]): T {
  if (response instanceof ServerResponse) ServerResponse.prototype.writeHead.call(response, status, flat as string[]);
  else writeHttp2Head(response as unknown as Http2ServerResponse, status, flat);
  return response;
}

function writeHttp2Head(response: Http2ServerResponse, status: number, flat: readonly string[]): void {
  const fields: Record<string, string | string[]> = {};
  for (let i = 0; i < flat.length; i += 2) {
    const name = (flat[i] ?? '').toLowerCase();
    const value = flat[i + 1] ?? '';
    if (CONNECTION_SPECIFIC.has(name)) continue;
    const present = fields[name];
    if (Array.isArray(present)) present.push(value);
    else fields[name] = present === undefined ? value : [present, value];
  }
  const { writeHead }: { writeHead: (status: number, fields: Record<string, string | string[]>) => unknown } =
    Object.getPrototypeOf(response);
  writeHead.call(response, status, fields);
}

/** Ends a response so that the client sees that something is missing. */
export function cut(response: ServerResponse): void {
  const http2 = asHttp2(response);
  if (http2) http2.stream.close(HTTP2_ERROR.INTERNAL_ERROR);
  else response.destroy();
}

/** HTTP/2's responses say `finish` also when the stream was reset. */
export function wasCut(response: ServerResponse): boolean {
  const stream = asHttp2(response)?.stream;
  return stream !== undefined && (stream.aborted || stream.rstCode !== HTTP2_ERROR.NO_ERROR);
}

export function isClosed(response: ServerResponse): boolean {
  return asHttp2(response)?.stream.destroyed ?? response.destroyed;
}

/** True if the system took every byte at once: nothing can happen to the answer here any more. */
export function isHandedOver(response: ServerResponse): boolean {
  return response instanceof ServerResponse && response.socket?.writableLength === 0 && !response.destroyed;
}

function asHttp2(response: object): Http2ServerResponse | undefined {
  return response instanceof ServerResponse ? undefined : (response as Http2ServerResponse);
}
