import { CORS_DEFAULTS } from '../../config/defaults.ts';
import type { ServerConfig } from '../../config/schema.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import type { Feature } from '../../pipeline/feature.ts';
import { assertCors } from './assert-cors.ts';
import { allowedHeaders, allowOrigin, type CorsPolicy } from './policy.ts';

/**
 * Cross-origin reading (Fetch standard §3.2). A preflight is answered here: it carries no credentials, so nothing behind
 * may ask for them.
 * @throws ServerError `OPTION_INVALID` | `OPTION_CONFLICT`
 */
export function cors(slice: Exclude<ServerConfig['cors'], false>): Feature {
  const policy = slice === true ? CORS_DEFAULTS : slice;
  assertCors(policy);
  return {
    step: (exchange, next) => {
      addOriginFields(policy, exchange);
      if (!isPreflight(exchange)) return next();
      exchange.decide('cors', 'cors.preflight', { origin: exchange.field('origin') ?? '' });
      exchange.respond(204, preflightFields(policy, exchange));
    },
  };
}

const isPreflight = (exchange: Exchange): boolean =>
  exchange.method === 'OPTIONS' &&
  exchange.field('origin') !== undefined &&
  exchange.field('access-control-request-method') !== undefined;

function addOriginFields(policy: CorsPolicy, exchange: Exchange): void {
  const origin = exchange.field('origin');
  const allowed = allowOrigin(policy, origin);
  const code = allowed ? 'cors.allowed' : 'cors.other-origin';
  if (origin !== undefined) exchange.explain({ step: 'cors', verdict: 'done', code, params: { origin } });
  exchange.onHead(({ fields }) => {
    if (!policy.origins.includes('*')) fields.addToList('Vary', 'Origin');
    if (allowed === undefined) return;
    fields.set('Access-Control-Allow-Origin', allowed);
    if (policy.credentials) fields.set('Access-Control-Allow-Credentials', 'true');
    if (policy.expose.length > 0) fields.addToList('Access-Control-Expose-Headers', ...policy.expose);
  }, 'cors');
}

function preflightFields(policy: CorsPolicy, exchange: Exchange): Record<string, string> {
  const vary = { Vary: 'Access-Control-Request-Method, Access-Control-Request-Headers' };
  if (allowOrigin(policy, exchange.field('origin')) === undefined) return vary;
  const headers = allowedHeaders(policy, exchange.field('access-control-request-headers'));
  return {
    ...vary,
    'Access-Control-Allow-Methods': policy.methods.join(', '),
    ...(headers.length > 0 ? { 'Access-Control-Allow-Headers': headers.join(', ') } : {}),
    'Access-Control-Max-Age': String(policy.maxAgeS),
  };
}
