import { parseHost } from '../http/host.ts';
import type { Step } from './compose.ts';

/** Plain HTTP on a TLS port: the same address with https. Stands behind the gatekeeper, so the host is one of ours. */
export function redirectToTls(): Step {
  return (exchange, next) => {
    if (exchange.secure) return next();
    const { method, authority, target } = exchange;
    // 301 lets clients turn POST into GET; 308 does not (RFC 9110 §15.4.9).
    const status = method === 'GET' || method === 'HEAD' ? 301 : 308;
    exchange.decide('tls', 'tls.redirect');
    const query = target.hasQuery ? `?${target.query}` : '';
    exchange.respond(status, {
      Location: `https://${withPort(authority)}${target.rawPath}${query}`,
      Connection: 'close',
    });
  };
}

/** The port that was dialled speaks TLS too. Where none is named that is 80, but "https" would take 443 (RFC 9110 §4.2). */
function withPort(authority: string): string {
  return parseHost(authority)?.port === undefined ? `${authority.replace(/:$/, '')}:80` : authority;
}
