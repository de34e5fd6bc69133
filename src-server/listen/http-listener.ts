import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ServerConfig } from '../config/schema.ts';

export interface ListenerHandlers {
  /** `expectsContinue`: the client waits for `100 Continue` before it sends its content. */
  readonly onRequest: (request: IncomingMessage, response: ServerResponse, expectsContinue: boolean) => void;
  readonly onUpgrade: ((request: IncomingMessage, socket: Duplex, head: Buffer) => void) | undefined;
  /** Bytes that are no HTTP, a head that is too large, a head that does not come. */
  readonly onMalformed: (error: NodeJS.ErrnoException & { rawPacket?: Buffer }, socket: Duplex) => void;
}

/** Largest request head; the target is part of it. Node's own default, 16 KiB, is tight for long query strings. */
export const MAX_HEAD_BYTES = 32 * 1024;

/** An HTTP/1.1 server, not yet bound. */
export function createHttpListener(config: Pick<ServerConfig, 'limits'>, handlers: ListenerHandlers): Server {
  const { limits } = config;
  const server = createServer({
    maxHeaderSize: MAX_HEAD_BYTES,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: 0, // an upload may take as long as bytes flow; the exchange watches for silence
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionsCheckingInterval: Math.min(5_000, Math.max(250, limits.headersTimeoutMs / 2)),
    requireHostHeader: false, // the gatekeeper refuses with a page and a log line
  });
  server.maxConnections = limits.maxConnections;
  server.on('request', (request, response) => handlers.onRequest(request, response, false));
  server.on('checkContinue', (request, response) => handlers.onRequest(request, response, true));
  server.on('clientError', handlers.onMalformed);
  server.on('connect', (request, socket) => handlers.onMalformed(unsupported(request), socket));
  if (handlers.onUpgrade) server.on('upgrade', handlers.onUpgrade);
  return server;
}

/** CONNECT asks for a tunnel: Node has no response object for it. */
function unsupported(request: IncomingMessage): NodeJS.ErrnoException {
  return Object.assign(new Error(`${request.method} ${request.url}`), { code: 'PORTICO_CONNECT' });
}
