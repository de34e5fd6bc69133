import type { ServerConfig } from '../../config/schema.ts';
import { ServerError } from '../../errors.ts';
import { compilePathPattern } from '../../http/path-pattern.ts';
import type { Feature } from '../../pipeline/feature.ts';
import { problem } from '../../problems.ts';
import { authorityIsFixed, redirectLocation } from './location.ts';

/**
 * Redirects by path; the first rule that matches answers, with any method.
 * @throws ServerError `OPTION_INVALID` for a `to` whose host would come from the request: an open redirect
 */
export function redirects(rules: ServerConfig['redirects']): Feature {
  const compiled = rules.map(({ from, to, status }) => {
    if (!authorityIsFixed(to)) {
      throw new ServerError('OPTION_INVALID', { option: 'redirects', ...problem('openRedirect', { to }) });
    }
    return { from, to, status, pattern: compilePathPattern(from) };
  });
  return {
    step: (exchange, next) => {
      const { path, rawPath, query, hasQuery } = exchange.target;
      for (const { from, to, status, pattern } of compiled) {
        const params = pattern.match(path);
        if (!params) continue;
        const location = redirectLocation(to, pattern.fill(to, params), hasQuery ? query : undefined);
        if (location === (hasQuery ? `${rawPath}?${query}` : rawPath)) continue; // would come back here for ever
        exchange.decide('redirects', 'redirects.rule', { from, to: location });
        exchange.respond(status, { Location: location });
        return;
      }
      return next();
    },
  };
}
