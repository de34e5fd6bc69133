import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { formatHttpDate } from '../http/http-date.ts';
import { problemJson } from '../pages/problem-json.ts';

type ParseError = NodeJS.ErrnoException & { rawPacket?: Buffer };

/** What Node's parser refuses has no exchange: these are answered by hand. @returns the status sent, 0 if none could be */
export function answerMalformed(error: ParseError, socket: Duplex): number {
  const isBusy = (socket as { _httpMessage?: unknown })._httpMessage !== undefined && !socket.writableEnded;
  if (
    error.code === 'ECONNRESET' ||
    !socket.writable ||
    (isBusy && (socket as { bytesWritten?: number }).bytesWritten)
  ) {
    socket.destroy();
    return 0;
  }
  const status = statusOf(error);
  const content = problemJson(status);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nDate: ${formatHttpDate(Date.now())}\r\nConnection: close\r\n` +
      'Content-Type: application/problem+json\r\nX-Content-Type-Options: nosniff\r\n' +
      `Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`,
  );
  return status;
}

function statusOf({ code, rawPacket }: ParseError): number {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return rawPacket && !rawPacket.subarray(0, 16_384).includes('\r\n') ? 414 : 431;
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return 413;
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 408;
    case 'HPE_INVALID_METHOD':
      return 400;
    case 'PORTICO_CONNECT':
      return 501;
    default:
      return 400;
  }
}
