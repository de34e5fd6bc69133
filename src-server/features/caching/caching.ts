import type { ServerConfig } from '../../config/schema.ts';
import { compileGlob } from '../../http/glob.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import type { Feature } from '../../pipeline/feature.ts';

type CachePolicy = ServerConfig['cache'];

/** Steps whose answers are ours to judge. A proxy's target, a script or a handler knows its own better. */
const OWN_STEPS = new Set(['static', 'spa', 'listing']);
/** RFC 9111 §4.3.4: a 304 updates the stored fields, so it says the same as the 200. */
const FRESH_STATUSES = new Set([200, 203, 206, 304]);
/** For immutable files where no other age is given: their name changes with their content. */
const YEAR_S = 31_536_000;

/** `Cache-Control` of files and listings, unless something else has set it. */
export function caching(policy: CachePolicy): Feature {
  const cacheControl = compilePolicy(policy);
  return {
    step: (exchange, next) => {
      exchange.onHead(({ status, fields }) => {
        if (!OWN_STEPS.has(exchange.step) || fields.has('Cache-Control')) return;
        fields.set('Cache-Control', cacheControl(exchange, status));
      }, 'caching');
      return next();
    },
  };
}

function compilePolicy(policy: CachePolicy): (exchange: Exchange, status: number) => string {
  if (policy === 'no-store') return () => 'no-store';
  if (policy === 'revalidate') return () => 'no-cache';
  const immutable = [policy.immutable].flat().map(compileGlob);
  return (exchange, status) => {
    // A listing has no validator, and an error page must not stay when the file appears
    if (exchange.file === undefined || !FRESH_STATUSES.has(status)) return 'no-cache';
    // RFC 9111 §3.5: "public" would let a shared cache give it to somebody without credentials
    const scope = exchange.user ? 'private' : 'public';
    if (immutable.some((matches) => matches(exchange.target.path))) {
      return `${scope}, max-age=${policy.maxAgeS || YEAR_S}, immutable`;
    }
    return policy.maxAgeS > 0 ? `${scope}, max-age=${policy.maxAgeS}` : 'no-cache';
  };
}
