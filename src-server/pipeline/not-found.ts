import { HttpError } from '../errors.ts';
import type { Step } from './compose.ts';

/** Methods of RFC 9110 §9.3 and PATCH: known, so refused with 405 where a resource does not take them. */
const KNOWN_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE']);

/**
 * The last step: nothing answered.
 * @param allowed what the server as a whole takes, for `Allow`
 */
export function notFound(allowed: readonly string[]): Step {
  return (exchange) => {
    const { method } = exchange;
    exchange.step = 'static';
    if (!KNOWN_METHODS.has(method)) throw new HttpError(501, `This server does not know the method ${method}.`);
    const Allow = allowed.join(', ');
    if (method === 'OPTIONS') {
      exchange.decide('options', 'options.allow');
      exchange.respond(204, { Allow });
      return;
    }
    if (!allowed.includes(method)) throw new HttpError(405, `${method} is not possible here.`, { Allow });
    throw new HttpError(404);
  };
}
