import type { ServerConfig } from '../../config/schema.ts';
import { compileGlob } from '../../http/glob.ts';
import type { Feature } from '../../pipeline/feature.ts';
import { refuseFraming } from './refuse-framing.ts';

/**
 * Response fields by path, on error answers too. Of several rules the later wins; `null` removes a field, whoever set it.
 * @throws ServerError `OPTION_INVALID` for a field that only the server can know
 */
export function headers(rules: ServerConfig['headers']): Feature {
  const compiled = rules.map(({ match, set }) => ({ matches: compileGlob(match), fields: Object.entries(set) }));
  for (const { set } of rules) refuseFraming('headers', Object.keys(set));
  return {
    step: (exchange, next) => {
      const fields = compiled.filter(({ matches }) => matches(exchange.target.path)).flatMap((rule) => rule.fields);
      if (fields.length > 0) {
        exchange.explain({ step: 'headers', verdict: 'done', code: 'headers.set', params: { count: fields.length } });
        exchange.onHead((head) => {
          for (const [name, value] of fields) {
            if (value === null) head.fields.delete(name);
            else head.fields.set(name, value);
          }
        }, 'headers');
      }
      return next();
    },
  };
}
