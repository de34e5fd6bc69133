import { IncomingMessage } from 'node:http';
import { HttpError } from '../errors.ts';
import { singleField } from '../http/fields.ts';
import { parseHost } from '../http/host.ts';
import type { Step } from './compose.ts';
import type { Exchange } from './exchange.ts';

/** Tells whether a host name, lower case and without brackets, means this server. */
export type KnownHost = (hostname: string) => boolean;

/** The framing of the request cannot be trusted: nothing more is read from its connection. */
const CLOSE = { Connection: 'close' };

/**
 * What every request must pass before any feature sees it: a version and a framing that are understood, exactly one valid
 * `Host` (RFC 9112 §3.2) that means this server. A page of another site whose name was re-bound to our address sends its
 * own name: 421 (DNS rebinding).
 */
export function gatekeeper(isKnownHost: KnownHost): Step {
  /** The newest one that may pass: most requests name the same. */
  let passed: string | undefined;
  return (exchange, next) => {
    if (exchange.request instanceof IncomingMessage) assertHttp1(exchange.request);
    assertExpectation(exchange.request);
    const { method, target, targetProblem } = exchange;
    if (targetProblem) throw new HttpError(400, TARGET_PROBLEMS[targetProblem]);
    if (method === 'CONNECT') throw new HttpError(501, 'This server opens no tunnels.');
    if (target.form === 'authority' || (target.form === 'asterisk' && method !== 'OPTIONS')) {
      throw new HttpError(400, 'The request target does not fit the method.');
    }
    const authority = authorityOf(exchange, passed);
    if (authority === undefined) return next();
    if (authority !== passed) assertKnown(authority, isKnownHost);
    passed = authority;
    exchange.explain({ step: 'gatekeeper', verdict: 'done', code: 'gatekeeper.host', params: { host: authority } });
    return next();
  };
}

const TARGET_PROBLEMS = {
  malformed: 'The request target is malformed.',
  'escapes-root': 'The request target leads out of the served folder.',
} as const;

function assertHttp1({ httpVersion, headers }: IncomingMessage): void {
  if (httpVersion !== '1.1' && httpVersion !== '1.0') {
    throw new HttpError(505, `This server does not speak HTTP/${httpVersion} here.`, CLOSE);
  }
  const { 'transfer-encoding': coding } = headers;
  // RFC 9112 §6.1: what stands between may have seen another end of the message
  if (coding !== undefined && httpVersion === '1.0') {
    throw new HttpError(400, 'HTTP/1.0 has no Transfer-Encoding.', CLOSE);
  }
  if (coding !== undefined && coding.toLowerCase() !== 'chunked') {
    throw new HttpError(501, 'This server knows no transfer coding but "chunked".', CLOSE);
  }
}

/** RFC 9110 §10.1.1: a client of HTTP/1.0 cannot mean it. @throws HttpError 417 */
function assertExpectation({ httpVersion, headers: { expect } }: IncomingMessage): void {
  if (expect !== undefined && httpVersion !== '1.0' && !/(?:^|\W)100-continue(?:$|\W)/i.test(expect)) {
    throw new HttpError(417, 'This server meets no expectation but "100-continue".');
  }
}

/** @throws HttpError 400 for what is no host, 421 for one that is not this server */
function assertKnown(authority: string, isKnownHost: KnownHost): void {
  const { hostname } = parseHost(authority) ?? {};
  // What is built into links must be fit for a URL too: "xn--a.local" is a name, but not one of those
  if (hostname === undefined || !URL.canParse(`http://${authority}`))
    throw new HttpError(400, 'The Host field is missing or malformed.');
  if (!isKnownHost(hostname)) throw new HttpError(421, `This server does not answer to the name ${hostname}.`);
}

/**
 * @param valid a value that need not be looked at
 * @returns undefined where HTTP/1.0 named none · @throws HttpError 400 unless there is one valid `Host`
 */
function authorityOf(exchange: Exchange, valid: string | undefined): string | undefined {
  const { request, target } = exchange;
  const { count, value } = singleField(request.rawHeaders, 'host');
  if (count > 1) throw new HttpError(400, 'The request has more than one Host field.');
  const isMissing = count === 0 && request.httpVersion === '1.1'; // also beside an absolute-form target
  if (isMissing || (value !== undefined && value !== valid && !parseHost(value))) {
    throw new HttpError(400, 'The Host field is missing or malformed.');
  }
  const pseudo = exchange.field(':authority');
  // RFC 9113 §8.3.1: it must not differ; features take the one, and the other would have been checked
  if (pseudo !== undefined && value !== undefined && pseudo.toLowerCase() !== value.toLowerCase()) {
    throw new HttpError(400, 'The Host field and the :authority of the request differ.');
  }
  return target.authority ?? pseudo ?? value;
}
