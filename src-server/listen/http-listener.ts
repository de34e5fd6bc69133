import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Server, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ServerConfig } from '../config/schema.ts';
import { Slots } from '../slots.ts';
import { afterResponses } from './after-responses.ts';
import { Stalls } from './stalls.ts';
import type { TlsMaterial } from './tls/material.ts';
import { type SecurePort, securePort } from './tls/secure-port.ts';
import { opensWebSocket, putBackWithoutUpgrade } from './without-upgrade.ts';

export interface ListenerHandlers {
  /** `expectsContinue`: the client waits for `100 Continue` before it sends its content. */
  readonly onRequest: (request: IncomingMessage, response: ServerResponse, expectsContinue: boolean) => void;
  /** A request that asks for a WebSocket, or for a tunnel (CONNECT). */
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Bytes that are no HTTP, a head that is too large, a head that does not come. */
  readonly onMalformed: (error: NodeJS.ErrnoException & { rawPacket?: Buffer }, socket: Duplex) => void;
}

export interface HttpListener {
  /** To be bound; also counts connections. */
  readonly server: Server;
  /** Stops listening, lets exchanges end, cuts what is left after the grace time: WebSockets too. */
  close(graceMs: number): Promise<void>;
}

/** Largest request head; the target is part of it. Node's own default, 16 KiB, is tight for long query strings. */
const MAX_HEAD_BYTES = 32 * 1024;

/**
 * A server not yet bound: HTTP/1.1, or HTTP/2 and HTTP/1.1 over TLS.
 * @param handlersFor what takes the requests that came in plain text, and those that came over TLS
 * @param sendTimeoutMs after which a client is cut that takes none of the bytes that wait for it
 */
export function createHttpListener(
  { limits }: Pick<ServerConfig, 'limits'>,
  handlersFor: (secure: boolean) => ListenerHandlers,
  material: TlsMaterial | undefined,
  sendTimeoutMs: number,
): HttpListener {
  const server = createServer({
    maxHeaderSize: MAX_HEAD_BYTES,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: 0, // an upload may take as long as bytes flow; the exchange watches for silence
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionsCheckingInterval: Math.min(5_000, Math.max(250, limits.headersTimeoutMs / 2)),
    requireHostHeader: false, // the gatekeeper refuses with a page and a log line
  });
  if (limits.maxConnections > 0) server.maxConnections = limits.maxConnections; // 0: from Node 21 on, none at all
  // A client that has said all may still listen (RFC 9112 §9.6). Node documents this; its types leave it out
  Object.assign(server, { httpAllowHalfOpen: true });
  server.maxHeadersCount = 0; // Node would leave out the ones beyond, a second Host among them
  const speakHttp = server.listeners('connection') as ((socket: Duplex) => void)[];
  const handlers = { plain: handlersFor(false), secure: handlersFor(true) };
  const of = (socket: Duplex) => ('encrypted' in socket ? handlers.secure : handlers.plain);

  server.on('request', (request, response) => of(request.socket).onRequest(request, response, false));
  server.on('checkContinue', (request, response) => of(request.socket).onRequest(request, response, true));
  server.on('clientError', (error, socket) => of(socket).onMalformed(error, socket));
  server.on('checkExpectation', (request, response) => of(request.socket).onRequest(request, response, false));
  const takeOver = (socket: Duplex, then: () => void) => {
    socket.on('error', () => socket.destroy()); // Node has removed its own listener
    afterResponses(socket, then);
  };
  server.on('connect', (request, socket, head) => {
    takeOver(socket, () => of(socket).onUpgrade(request, socket, head));
  });
  server.on('upgrade', (request, socket, head) => {
    takeOver(socket, () => {
      if (opensWebSocket(request)) of(socket).onUpgrade(request, socket, head);
      else {
        putBackWithoutUpgrade(request, socket, head);
        for (const speak of speakHttp) speak.call(server, socket);
      }
    });
  });
  const secure = material ? securePort(server, handlers.secure, material, { ...limits, sendTimeoutMs }) : undefined;
  const sockets = trackSockets(server);
  const stalls = new Stalls(sockets, { timeoutMs: sendTimeoutMs, markOf: sendMark, end: (socket) => socket.destroy() });
  const closeAll = (graceMs: number) => close(server, secure, sockets, graceMs).finally(() => stalls.close());
  return { server, close: closeAll };
}

/** The handle of a socket as Node keeps it; how much of a piece has left can be seen nowhere else. */
interface SocketHandle {
  readonly writeQueueSize?: number;
  readonly bytesWritten?: number;
}

function sendMark(socket: Socket): string | undefined {
  const { _handle: handle } = socket as { _handle?: SocketHandle | null };
  const waiting = handle?.writeQueueSize ?? socket.writableLength;
  return waiting > 0 ? `${waiting}:${handle?.bytesWritten}` : undefined;
}

/** Node forgets connections that switched protocols, and would wait for them for ever. */
function trackSockets(server: HttpServer): Iterable<Socket> {
  const sockets = new Slots<Socket>();
  server.on('connection', (socket) => {
    void socket.remoteAddress; // Node remembers it; once the client has reset the connection, nobody tells it
    const slot = sockets.add(socket);
    socket.once('close', () => sockets.remove(slot));
  });
  return sockets;
}

async function close(
  server: HttpServer,
  secure: SecurePort | undefined,
  sockets: Iterable<Socket>,
  graceMs: number,
): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  // Browsers open some in advance; Node waits for their first request
  for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  secure?.close();
  // A connection whose exchange ends from now on is kept open by Node for the next request, which nobody would answer.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const timer = setTimeout(() => {
    for (const socket of sockets) socket.destroy();
  }, graceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(timer);
}
