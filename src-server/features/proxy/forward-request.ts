import type { ClientRequest, IncomingMessage, InformationEvent } from 'node:http';
import { errorCode, HttpError } from '../../errors.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { ResponseFields } from '../../pipeline/response-fields.ts';
import { responseFields } from './response-fields.ts';
import type { Upstream } from './upstream.ts';
import { noProperAnswer, upstreamError } from './upstream-error.ts';

export interface UpstreamRequest {
  readonly path: string;
  /** Name, value, name, value …; framing is added here. */
  readonly fields: readonly string[];
}

/** Connections that the upstream closed while they lay idle; a request without content may be sent again. */
const STALE = new Set(['ECONNRESET', 'EPIPE']);

/** Passes one exchange on. Resolves when the response has been handed over or cut. */
export async function forwardRequest(exchange: Exchange, upstream: Upstream, request: UpstreamRequest): Promise<void> {
  const framing = contentFraming(exchange);
  const fields = framing.length > 0 ? [...request.fields, ...framing] : request.fields;
  const isChunked = framing.length > 0;
  let answer = await ask(exchange, upstream, request.path, fields, isChunked);
  // The pool may hold several such connections: each try takes one out.
  while (answer === 'stale') answer = await ask(exchange, upstream, request.path, fields, isChunked);
  if (answer !== 'client-left') await passBack(exchange, upstream, answer);
}

/** How the content is framed on the way up; empty if there is none (RFC 9112 §6.3). */
function contentFraming(exchange: Exchange): string[] {
  const { request } = exchange;
  if (exchange.upgrade || exchange.localRedirects > 0) return [];
  if (request.headers['content-length'] !== undefined) return [];
  if (request.httpVersionMajor >= 2) return request.readableEnded || endsAfterHead(request) ? [] : CHUNKED;
  return request.headers['transfer-encoding'] === undefined ? [] : CHUNKED;
}
const CHUNKED = ['Transfer-Encoding', 'chunked'];

function endsAfterHead(request: IncomingMessage): boolean {
  const { stream } = request as unknown as { stream?: { endAfterHeaders?: boolean } };
  return stream?.endAfterHeaders === true;
}

function ask(
  exchange: Exchange,
  upstream: Upstream,
  path: string,
  fields: readonly string[],
  isChunked: boolean,
): Promise<IncomingMessage | 'stale' | 'client-left'> {
  const hasContent = isChunked || Number(exchange.field('content-length') ?? 0) > 0;
  const expects = hasContent && exchange.awaitsContinue;
  return new Promise((resolve, reject) => {
    const outgoing = upstream.request({
      ...upstream.connection,
      method: exchange.method,
      path,
      headers: expects ? [...fields, 'Expect', '100-continue'] : fields,
    });
    const timer = startTimer(outgoing, upstream.entry.timeoutMs);
    const left = () => {
      outgoing.destroy();
      resolve('client-left');
    };
    exchange.response.once('close', left);
    if (exchange.response.destroyed) left();

    outgoing.on('information', (information) => passHints(exchange, information));
    outgoing.maxHeadersCount = 0; // Node would leave out the ones beyond
    outgoing.once('response', (incoming) => {
      timer.stop();
      if (isFinal(incoming)) resolve(incoming);
      else outgoing.destroy(noProperAnswer(`its status is ${incoming.statusCode}`));
    });
    outgoing.once('upgrade', (_incoming, socket) => {
      socket.destroy();
      reject(new HttpError(502, 'The upstream switched protocols without being asked.'));
    });
    outgoing.on('error', (error) => {
      timer.stop();
      exchange.response.off('close', left);
      const isStale = outgoing.reusedSocket && STALE.has(errorCode(error) ?? '');
      if (isStale && !hasContent) resolve('stale');
      else reject(upstreamError(error));
    });
    if (!hasContent) outgoing.end();
    else sendContent(exchange, outgoing, expects, timer.restart);
  });
}

/** RFC 9110 §15.2: informational answers go on. 103 is the one with something to say to a client of HTTP/1.1 or later. */
function passHints({ request, response }: Exchange, { statusCode, headers }: InformationEvent): void {
  if (statusCode !== 103 || headers.link === undefined || request.httpVersion === '1.0') return;
  try {
    response.writeEarlyHints({ link: String(headers.link).split(/,\s*(?=<)/) });
  } catch {
    // Node takes only well-formed links, and hints can be done without
  }
}

/** Content is asked of the client only when the upstream wants it, or seems not to know the expectation. */
function sendContent(exchange: Exchange, outgoing: ClientRequest, expects: boolean, moved: () => void): void {
  let started = false;
  const start = () => {
    if (started || outgoing.destroyed) return;
    started = true;
    const content = exchange.openContent();
    content.on('data', moved);
    content.once('error', (error) => outgoing.destroy(error)); // the client left in the middle of it
    content.pipe(outgoing);
  };
  if (!expects) {
    start();
    return;
  }
  outgoing.flushHeaders();
  const patience = setTimeout(start, 1000); // RFC 9110 §10.1.1: a client must not wait forever
  outgoing.once('continue', start);
  outgoing.once('response', () => clearTimeout(patience));
  outgoing.once('close', () => clearTimeout(patience));
}

/** 504 when nothing moves for so long before the response head: an answer that streams may pause. 0 = no limit. */
function startTimer(outgoing: ClientRequest, timeoutMs: number): { restart: () => void; stop: () => void } {
  if (timeoutMs === 0) return { restart: () => undefined, stop: () => undefined };
  const timer = setTimeout(() => {
    outgoing.destroy(new HttpError(504, `The upstream did not answer within ${timeoutMs / 1000} s.`));
  }, timeoutMs);
  return { restart: () => timer.refresh(), stop: () => clearTimeout(timer) };
}

/** Node takes any three digits (RFC 9110 §15). */
export const isFinal = ({ statusCode = 0 }: IncomingMessage): boolean => statusCode >= 200;

function passBack(exchange: Exchange, upstream: Upstream, incoming: IncomingMessage): Promise<void> {
  const { response } = exchange;
  const ourOrigin = `${exchange.secure ? 'https' : 'http'}://${exchange.authority}`;
  const fields = ResponseFields.of(responseFields(incoming.rawHeaders, upstream, ourOrigin));
  exchange.sendHead(incoming.statusCode ?? 502, fields);
  // A stream of events may be silent for long after its head; content that is there already shares its packet.
  if (!incoming.complete) setImmediate(() => response.writableEnded || response.flushHeaders());
  sendContentBack(exchange, incoming, Number(fields.get('Content-Length') ?? Number.NaN));
  return new Promise((resolve) => {
    response.once('close', () => {
      incoming.destroy();
      resolve();
    });
    incoming.once('error', (error) => exchange.fail(error)); // what was sent so far must not look complete
  });
}

/** As `pipe`, with fewer listeners, and the last piece ends the response: short answers leave in one write. */
function sendContentBack({ response, method }: Exchange, incoming: IncomingMessage, length: number): void {
  let sent = 0;
  incoming.on('data', (chunk: Buffer) => {
    sent += chunk.length;
    if (sent === length && method !== 'HEAD') response.end(chunk);
    else if (!response.write(chunk)) {
      incoming.pause();
      response.once('drain', () => incoming.resume());
    }
  });
  incoming.once('end', () => response.writableEnded || response.end());
}
