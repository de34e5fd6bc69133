import type { ServerConfig } from '../config/schema.ts';
import { HttpError } from '../errors.ts';
import type { Exchange } from './exchange.ts';

/**
 * Refuses changes that a page of another origin sends through its visitor's browser (cross-site request forgery). Programs
 * such as curl send neither field and pass.
 * @param wildcard whether "any origin" in `cors` is meant for this too, or only origins named there
 * @throws HttpError 403
 */
export function assertOwnOrigin(
  exchange: Exchange,
  cors: ServerConfig['cors'],
  wildcard: 'any-origin-counts' | 'named-only',
): void {
  const origin = exchange.field('origin');
  if (isOwn(exchange, origin)) return;
  const named = cors === true ? ['*'] : cors ? cors.origins : [];
  if (wildcard === 'any-origin-counts' && named.includes('*')) return;
  if (origin !== undefined && named.includes(origin)) return;
  throw new HttpError(403, 'Pages of another origin may not change anything here.');
}

function isOwn(exchange: Exchange, origin: string | undefined): boolean {
  const site = exchange.field('sec-fetch-site'); // set by the browser itself, never by a page
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  if (origin === undefined) return true;
  const scheme = exchange.secure ? 'https' : 'http';
  const own = `${scheme}://${exchange.authority}`;
  return URL.canParse(own) && new URL(own).origin === origin.toLowerCase();
}
