import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerConfig } from '../../config/schema.ts';
import { HttpError } from '../../errors.ts';
import { parseJson } from '../../http/parse-json.ts';
import { compilePathPattern } from '../../http/path-pattern.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import type { Feature, FeatureContext } from '../../pipeline/feature.ts';
import { readContent } from '../../pipeline/read-content.ts';
import { refuseFraming } from '../headers/refuse-framing.ts';
import { encoderFor, fillJson, fillText, type TemplateValues, usesBody } from './template.ts';

type Route = ServerConfig['routes'][number];

/**
 * Canned answers; the first route that matches path and method answers, HEAD like GET.
 * @throws ServerError `OPTION_INVALID` for a field that only the server can know
 */
export function routes(slice: readonly Route[], { config }: FeatureContext): Feature {
  for (const [i, { headers }] of slice.entries()) refuseFraming(`routes[${i}].headers`, Object.keys(headers));
  const compiled = slice.map((route) => ({
    route,
    pattern: compilePathPattern(route.path),
    readsBody: usesBody(route),
  }));
  return {
    step: async (exchange, next) => {
      for (const { route, pattern, readsBody } of compiled) {
        const params = answersMethod(route, exchange.method) ? pattern.match(exchange.target.path) : undefined;
        if (!params) continue;
        exchange.decide('routes', 'routes.rule', { path: route.path });
        if (route.delayMs > 0) await sleep(route.delayMs, undefined, { signal: exchange.signal });
        const body = readsBody ? await readBody(exchange, config.limits.maxBodyBytes) : undefined;
        return answer(exchange, route, { params, body, query: new URLSearchParams(exchange.target.query) });
      }
      return next();
    },
  };
}

const answersMethod = (route: Route, method: string): boolean =>
  route.method === '*' || route.method === method || (route.method === 'GET' && method === 'HEAD');

function answer(exchange: Exchange, route: Route, values: TemplateValues): void {
  const filled = Object.entries(route.headers).map(([name, value]) => [name, fillField(value, values)] as const);
  const contentType = filled.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const isText = route.body === undefined || typeof route.body === 'string';
  const fields = {
    'X-Content-Type-Options': 'nosniff',
    ...(contentType === undefined && route.body !== undefined ? { 'Content-Type': isText ? TEXT : JSON_TYPE } : {}),
    ...Object.fromEntries(filled),
  };
  const content = isText
    ? fillText(String(route.body ?? ''), values, encoderFor(contentType ?? TEXT))
    : JSON.stringify(fillJson(route.body, values));
  exchange.respond(route.status, fields, content);
}

const TEXT = 'text/plain; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

/** What a field value cannot hold is percent-encoded: never a line break (RFC 9110 §5.5). */
const fillField = (value: string, values: TemplateValues): string =>
  fillText(value, values, (text) =>
    text.replace(/[^ -~]+/g, (odd) => encodeURIComponent(odd.replace(/\p{Cs}/gu, '\ufffd'))),
  );

/** The request's content as values: JSON or a form. @throws HttpError 400 where JSON is wrong, 413 */
async function readBody(exchange: Exchange, maxBytes: number): Promise<unknown> {
  const text = (await readContent(exchange, maxBytes)).toString();
  if (exchange.field('content-type')?.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  if (text === '') return undefined;
  const parsed = parseJson(text);
  if (!parsed.ok) throw new HttpError(400, `The content is no JSON: ${parsed.problem}.`);
  return parsed.value;
}
