import { HttpError } from '../errors.ts';
import { parseRequestTarget } from '../http/request-target.ts';
import type { Exchange } from './exchange.ts';
import { closeIfContentPending } from './pending-content.ts';

/** As many as Apache allows: a script that leads to itself would go on for ever. */
const MAX_LOCAL_REDIRECTS = 10;
/** Fields about content, which the new request has not, and about what was to happen before it is sent. */
const CONTENT_FIELDS = [
  ...['content-length', 'transfer-encoding', 'content-type', 'content-encoding', 'content-language'],
  ...['content-range', 'content-location', 'expect'],
];

/**
 * The request is answered as if this path and query had been asked for with GET (RFC 3875 §6.2.2), by every step from the
 * gatekeeper on. Call it where the step returns: it answers nothing itself.
 * @throws HttpError 508 when that leads round and round; 502 for what is no path on this server
 */
export function redirectLocally(exchange: Exchange, pathAndQuery: string): void {
  if (exchange.localRedirects >= MAX_LOCAL_REDIRECTS) {
    throw new HttpError(508, `More than ${MAX_LOCAL_REDIRECTS} local redirects: they lead round and round.`);
  }
  const target = parseRequestTarget(pathAndQuery);
  if (!target.ok) throw new HttpError(502, 'The local redirect leads to no path on this server.');
  exchange.dropDecorators();
  leaveContent(exchange);
  const { authority } = exchange.target;
  exchange.target = authority === undefined ? target : { ...target, authority };
  exchange.rawTarget = pathAndQuery;
  exchange.method = exchange.method === 'HEAD' ? 'HEAD' : 'GET';
  exchange.step = 'none';
  exchange.user = undefined;
  exchange.localRedirects += 1;
}

type Handle = (exchange: Exchange) => Promise<void>;

/** Runs the steps again as long as one of them has redirected the request. */
export function followLocalRedirects(handle: Handle): Handle {
  return async (exchange) => {
    for (let before = -1; before < exchange.localRedirects; ) {
      before = exchange.localRedirects;
      await handle(exchange);
    }
  };
}

function leaveContent(exchange: Exchange): void {
  const { request } = exchange;
  closeIfContentPending(exchange);
  request.unpipe();
  request.resume();
  for (const name of CONTENT_FIELDS) delete request.headers[name];
  const { rawHeaders } = request;
  for (let i = rawHeaders.length - 2; i >= 0; i -= 2) {
    if (CONTENT_FIELDS.includes((rawHeaders[i] ?? '').toLowerCase())) rawHeaders.splice(i, 2);
  }
}
