import type * as z from 'zod/mini';
import type { values } from '../../config/values.ts';
import { isToken, splitList } from '../../http/fields.ts';

export type CorsPolicy = z.output<typeof values.cors>;

/** Value of `Access-Control-Allow-Origin`, or undefined where the origin may not read. Never "*" with credentials. */
export function allowOrigin({ origins }: CorsPolicy, origin: string | undefined): string | undefined {
  if (origins.includes('*')) return '*';
  return origin !== undefined && origins.includes(origin) ? origin : undefined;
}

/**
 * The request fields a preflight allows: the configured ones, or with none (or "*") whatever is asked for. `Range` is
 * always among them: only a single simple range is safelisted by browsers, and not by all of them.
 */
export function allowedHeaders({ headers }: CorsPolicy, requested: string | undefined): string[] {
  const any = headers.length === 0 || headers.includes('*');
  const names = any ? splitList(requested).filter(isToken) : headers;
  return names.some((name) => name.toLowerCase() === 'range') ? [...names] : [...names, 'Range'];
}
