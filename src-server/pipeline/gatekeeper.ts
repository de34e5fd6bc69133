import { HttpError } from '../errors.ts';
import { singleField } from '../http/fields.ts';
import { parseHost } from '../http/host.ts';
import type { Step } from './compose.ts';

/** Tells whether a host name, lower case and without brackets, means this server. */
export type KnownHost = (hostname: string) => boolean;

/**
 * What every request must pass before any feature sees it: exactly one valid `Host` (RFC 9112 §3.2) that means this server.
 * A page of another site whose name was re-bound to our address sends its own name: 421 (DNS rebinding).
 */
export function gatekeeper(isKnownHost: KnownHost): Step {
  return (exchange, next) => {
    const { request, target } = exchange;
    if (target.form === 'authority' || (target.form === 'asterisk' && exchange.method !== 'OPTIONS')) {
      throw new HttpError(400, 'The request target does not fit the method.');
    }
    const { count, value } = singleField(request.rawHeaders, 'host');
    if (count > 1) throw new HttpError(400, 'The request has more than one Host field.');
    const authority = target.authority ?? value ?? exchange.field(':authority');
    if (authority === undefined && request.httpVersion === '1.0') return next();
    const host = authority === undefined ? undefined : parseHost(authority);
    if (!host || (value !== undefined && !parseHost(value))) {
      throw new HttpError(400, 'The Host field is missing or malformed.');
    }
    if (!isKnownHost(host.hostname)) {
      throw new HttpError(421, `This server does not answer to the name ${host.hostname}.`);
    }
    return next();
  };
}
