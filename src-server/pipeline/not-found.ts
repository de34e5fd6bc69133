import { HttpError } from '../errors.ts';
import type { Step } from './compose.ts';
import type { Exchange } from './exchange.ts';

/** Methods of RFC 9110 §9.3 and PATCH: known, so refused with 405 where a resource does not take them. */
const KNOWN_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE']);

/**
 * The last step: nothing answered.
 * @param alsoTaken methods that a place takes besides GET, HEAD and OPTIONS, for `Allow` (RFC 9110 §10.2.1)
 */
export function notFound(alsoTaken: (exchange: Exchange) => Promise<readonly string[]>): Step {
  return async (exchange) => {
    const { method } = exchange;
    exchange.step = 'static';
    if (method === 'GET' || method === 'HEAD') throw new HttpError(404);
    if (!KNOWN_METHODS.has(method)) throw new HttpError(501, `This server does not know the method ${method}.`);
    const Allow = ['GET', 'HEAD', ...(await alsoTaken(exchange)), 'OPTIONS'].join(', ');
    if (method !== 'OPTIONS') throw new HttpError(405, `${method} is not possible here.`, { Allow });
    exchange.decide('options', 'options.allow');
    exchange.respond(204, { Allow });
  };
}
