import type { ServerConfig } from '../../config/schema.ts';
import { ServerError } from '../../errors.ts';
import { compileGlob } from '../../http/glob.ts';
import type { Feature } from '../../pipeline/feature.ts';
import { problem } from '../../problems.ts';

/** They frame the message (RFC 9112 §6): a wrong one lets the next answer be read as part of this one. */
const FRAMING_FIELDS = new Set(['content-length', 'transfer-encoding', 'connection', 'upgrade', 'trailer']);

/**
 * Response fields by path, on error answers too. Of several rules the later wins; `null` removes a field, whoever set it.
 * @throws ServerError `OPTION_INVALID` for a field that only the server can know
 */
export function headers(rules: ServerConfig['headers']): Feature {
  const compiled = rules.map(({ match, set }) => ({ matches: compileGlob(match), fields: Object.entries(set) }));
  for (const [name] of compiled.flatMap(({ fields }) => fields)) refuseFraming(name);
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

function refuseFraming(name: string): void {
  if (!FRAMING_FIELDS.has(name.toLowerCase())) return;
  throw new ServerError('OPTION_INVALID', { option: 'headers', ...problem('framing', { name }) });
}
