import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { splitList } from '../http/fields.ts';

/** RFC 6455 §4.1: a GET without content, which would be taken for the beginning of the conversation. */
export function opensWebSocket({ method, headers }: IncomingMessage): boolean {
  const hasContent = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  return method === 'GET' && !hasContent && headers.upgrade?.trim().toLowerCase() === 'websocket';
}

/**
 * Puts a request back on its connection without its `Upgrade`, which a server may ignore (RFC 9110 §7.8). Node hands every
 * request with that field over with its content unread: Java's client offers `h2c` with each POST.
 */
export function putBackWithoutUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { method, url, httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    const value = rawHeaders[i + 1] ?? '';
    if (/^upgrade$/i.test(name)) continue;
    lines.push(`${name}: ${/^connection$/i.test(name) ? withoutUpgradeOption(value) : value}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
}

function withoutUpgradeOption(connection: string): string {
  return splitList(connection)
    .filter((option) => option.toLowerCase() !== 'upgrade')
    .join(', ');
}
