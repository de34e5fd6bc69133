import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';
import type { Http2Server, ServerHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';
import type { SecureContextOptions, TLSSocket } from 'node:tls';
import { builtin } from '../../builtin.ts';
import type { ServerConfig } from '../../config/schema.ts';
import type { ListenerHandlers } from '../http-listener.ts';
import type { TlsMaterial } from './material.ts';

/** First byte of a TLS record of the handshake (RFC 8446 §5.1); no HTTP method begins with it. */
const HANDSHAKE = 0x16;

/** Also where idle connections may end at once. */
const LEAST_BETWEEN_PINGS_MS = 250;

type SecureLimits = ServerConfig['limits'] & {
  /** After which a client is cut that takes none of the bytes that wait for it. */
  readonly sendTimeoutMs: number;
};

/**
 * What fits into a head of 64 KiB as HTTP/2 counts it: 32 bytes for each field (RFC 9113 §6.5.2). With Node's 128 a stream
 * would end without an answer where other servers of this computer have set that many cookies: each comes as a field.
 */
const MAX_FIELDS = 2_048;

export interface SecurePort {
  /** No new requests on open HTTP/2 sessions; those under way may end. */
  close(): void;
}

/**
 * Makes an HTTP/1.1 server speak TLS on its port. What a connection sends first decides: TLS, and inside it HTTP/2 or
 * HTTP/1.1 by ALPN, or plain HTTP, which the pipeline redirects.
 */
export function securePort(
  server: HttpServer,
  handlers: ListenerHandlers,
  material: TlsMaterial,
  limits: SecureLimits,
): SecurePort {
  const speakHttp = server.listeners('connection') as ((socket: Socket) => void)[];
  const http2 = http2Server(handlers, limits);
  const sessions = new Set<ServerHttp2Session>();
  /** Of the session that is begun: sessions do not let their socket be destroyed. */
  let opening: TLSSocket | undefined;
  http2.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
    endWhenIdle(session, limits, opening);
  });

  const tls = builtin.tls.createServer({
    ...withCiphers(material.context),
    ALPNProtocols: ['h2', 'http/1.1', 'http/1.0'], // who offers none of them is refused (RFC 7301 §3.2)
    handshakeTimeout: limits.headersTimeoutMs,
  });
  tls.on('secureConnection', (socket: TLSSocket) => {
    socket.on('error', () => socket.destroy());
    opening = socket;
    if (socket.alpnProtocol === 'h2') http2.emit('connection', socket);
    else for (const speak of speakHttp) speak.call(server, socket);
  });
  tls.on('tlsClientError', (_error, socket) => socket.destroy());
  const unwatch = material.watch?.((context) => tls.setSecureContext(withCiphers(context)));

  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    sniff(socket, limits.headersTimeoutMs, (isTls) => {
      if (isTls) {
        // Over TLS an end of one side is the end: clients that stop in the middle of a handshake would be kept.
        socket.allowHalfOpen = false;
        tls.emit('connection', socket);
      } else for (const speak of speakHttp) speak.call(server, socket);
    });
  });
  return {
    close: () => {
      unwatch?.();
      for (const session of sessions) session.close();
    },
  };
}

/** HTTP/2 forbids all others over TLS 1.2 (RFC 9113 §9.2.2), and what speaks no HTTP/2 there knows these too. */
const CIPHERS = [
  ...['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256'],
  ...['ECDHE+AESGCM', 'ECDHE+CHACHA20'],
].join(':');

const withCiphers = (context: SecureContextOptions): SecureContextOptions => ({ ...context, ciphers: CIPHERS });

/** Looks at the first byte and puts it back. */
function sniff(socket: Socket, timeoutMs: number, decided: (isTls: boolean) => void): void {
  const give = () => socket.destroy();
  socket.on('error', give);
  socket.once('end', give);
  socket.setTimeout(timeoutMs, give);
  socket.once('data', (chunk: Buffer) => {
    socket.pause();
    socket.setTimeout(0);
    socket.off('timeout', give);
    socket.off('end', give);
    socket.unshift(chunk);
    decided(chunk[0] === HANDSHAKE);
    // The parser takes what was put back only when the socket flows again, after it has added its listeners.
    process.nextTick(() => socket.resume());
  });
}

function http2Server({ onRequest }: ListenerHandlers, { headersTimeoutMs }: ServerConfig['limits']): Http2Server {
  const http2 = builtin.http2.createServer({
    settings: { maxConcurrentStreams: 128, enableConnectProtocol: false },
    maxHeaderListPairs: MAX_FIELDS,
    unknownProtocolTimeout: headersTimeoutMs,
  });
  // Node's compatibility layer offers what the pipeline uses of HTTP/1.1's classes.
  const answer = (expectsContinue: boolean) => (request: object, response: object) =>
    onRequest(request as IncomingMessage, response as ServerResponse, expectsContinue);
  http2.on('request', answer(false));
  http2.on('checkContinue', answer(true));
  http2.on('checkExpectation', answer(false)); // Node would refuse it by itself: without a record, a page and Date
  http2.on('connect', answer(false)); // a tunnel: refused, and recorded, as any other request
  http2.on('sessionError', () => undefined);
  return http2;
}

function endWhenIdle(session: ServerHttp2Session, limits: SecureLimits, socket: TLSSocket | undefined): void {
  const { keepAliveTimeoutMs: idleMs } = limits;
  let open = 0;
  session.on('stream', (stream) => {
    open++;
    stream.once('close', () => open--);
  });
  session.setTimeout(idleMs, () => open > 0 || session.close());
  const cut = () => {
    session.destroy();
    socket?.destroy(); // the session would wait for its last write
  };
  pingWhile(() => open > 0, session, { limits, cut });
}

interface PingOptions {
  readonly limits: SecureLimits;
  readonly cut: () => void;
}

/**
 * Node stops reading while much is to be sent, and does not notice a client that breaks off then: the connection and all
 * its streams would be kept for ever. A client that is there answers a ping.
 */
function pingWhile(isBusy: () => boolean, session: ServerHttp2Session, { limits, cut }: PingOptions): void {
  const everyMs = Math.max(Math.min(limits.keepAliveTimeoutMs, limits.sendTimeoutMs / 4), LEAST_BETWEEN_PINGS_MS);
  let unansweredSinceMs: number | undefined;
  const ping = () => {
    if (session.destroyed || !isBusy()) return;
    unansweredSinceMs ??= performance.now();
    if (performance.now() - unansweredSinceMs > limits.sendTimeoutMs) cut();
    else
      session.ping((error) => {
        if (!error) unansweredSinceMs = undefined;
      });
  };
  const timer = setInterval(ping, everyMs).unref();
  session.once('close', () => clearInterval(timer));
}
