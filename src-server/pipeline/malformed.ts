import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { formatHttpDate } from '../http/http-date.ts';
import { afterResponses } from '../listen/after-responses.ts';
import { problemJson } from '../pages/problem-json.ts';
import { tellMore, tellOverflow } from './head-overflow.ts';

type ParseError = NodeJS.ErrnoException & { rawPacket?: Buffer; bytesParsed?: number };

/** How long a client may go on sending what nobody reads, so that it gets the answer before the connection ends. */
const LINGER_MS = 1_000;
/** Connections that were refused: the parser complains again about everything that follows. */
const refused = new WeakSet<Duplex>();

/**
 * What Node's parser refuses has no exchange: it is answered by hand, after the answers to what came before it.
 * @param sent told the status, unless the client is gone
 */
export function answerMalformed(error: ParseError, socket: Duplex, sent: (status: number) => void): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  if (refused.has(socket)) {
    if (error.rawPacket) tellMore(socket, error.rawPacket.toString('latin1'));
    return;
  }
  refused.add(socket);
  const refuseWith = (status: number) => refuse(socket, status, sent);
  if (error.code === 'HPE_HEADER_OVERFLOW') tellOverflow(socket, lineAt(error, true), refuseWith);
  else refuseWith(statusOf(error));
}

function refuse(socket: Duplex, status: number, sent: (status: number) => void): void {
  afterResponses(socket, () => {
    if (!socket.writable) return;
    socket.end(refusal(status));
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
    sent(status);
  });
}

function refusal(status: number): string {
  const content = problemJson(status);
  return (
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nDate: ${formatHttpDate(Date.now())}\r\nConnection: close\r\n` +
    'Content-Type: application/problem+json\r\nX-Content-Type-Options: nosniff\r\n' +
    `Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`
  );
}

function statusOf(error: ParseError): number {
  switch (error.code) {
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return 413;
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 408;
    case 'HPE_INVALID_METHOD':
      return REQUEST_LINE.test(lineAt(error)) ? 501 : 400; // RFC 9110 §15.6.2: well-formed, but not known
    case 'HPE_INVALID_VERSION':
      return REQUEST_LINE.test(lineAt(error)) ? 505 : 400;
    case 'HPE_PAUSED_H2_UPGRADE': // the preface of HTTP/2 (RFC 9113 §3.4), which is spoken over TLS only
      return 505;
    default:
      return 400;
  }
}

/** RFC 9112 §3 */
const REQUEST_LINE = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+ [!-~]+ HTTP\/\d\.\d$/;

/** The line in which the parser stopped, as far as its packet holds it: earlier requests may stand before it. */
function lineAt({ rawPacket, bytesParsed = 0 }: ParseError, withEnd = false): string {
  const text = rawPacket?.toString('latin1') ?? '';
  const before = text.slice(0, bytesParsed);
  const start = before.lastIndexOf('\n') + 1;
  const end = text.indexOf('\r\n', start);
  return text.slice(start, end < 0 ? undefined : end + (withEnd ? 2 : 0));
}
