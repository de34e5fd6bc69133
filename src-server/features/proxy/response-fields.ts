import { oneHopNames } from './request-fields.ts';
import type { Prefix } from './upstream-target.ts';

/** Where an upstream answer comes from and how the client knows the same place. */
export interface AddressMap extends Prefix {
  /** The target's URL, with scheme http or https. */
  readonly url: URL;
}

/** The fields that go back to the client: end to end ones, in order, addresses of the target replaced by ours. */
export function responseFields(rawHeaders: readonly string[], map: AddressMap, ourOrigin: string): string[] {
  const dropped = oneHopNames(rawHeaders);
  const fields: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name = '', value = ''] = [rawHeaders[i], rawHeaders[i + 1]];
    const lower = name.toLowerCase();
    if (dropped.has(lower)) continue;
    if (lower === 'location' || lower === 'content-location') fields.push(name, rewriteAddress(value, map, ourOrigin));
    else fields.push(name, lower === 'set-cookie' ? rewriteCookie(value, map) : value);
  }
  return fields;
}

/** An address on the target becomes one on our prefix; any other, and a relative path, stays as it is. */
function rewriteAddress(address: string, map: AddressMap, ourOrigin: string): string {
  if (address.startsWith('/') && !address.startsWith('//')) return rewritePath(address, map);
  const isAbsolute = /^([a-z][a-z0-9+.-]*:)?\/\//i.test(address);
  const url = isAbsolute && URL.canParse(address, map.url) ? new URL(address, map.url) : undefined;
  // A name may be one for HTTP and none for URLs, such as "xn--a.local".
  if (!url || !URL.canParse(ourOrigin) || !pointsHere(url, map.url, new URL(ourOrigin))) return address;
  return `${ourOrigin}${rewritePath(`${url.pathname}${url.search}${url.hash}`, map)}`;
}

/** The target itself, or our own host, which the upstream took from `Host` and does not know the prefix of. */
function pointsHere(url: URL, target: URL, ours: URL): boolean {
  if (url.host === ours.host) return true;
  if (url.protocol !== target.protocol || url.port !== target.port) return false;
  return url.hostname === target.hostname || (isLoopback(url.hostname) && isLoopback(target.hostname));
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}

/** The target's own path is cut off, our prefix put in front where it was cut off on the way up. */
function rewritePath(path: string, { at, stripPrefix, basePath }: Prefix): string {
  const isBelow = path.startsWith(basePath) && /^([/?#]|$)/.test(path.slice(basePath.length));
  if (!isBelow) return path;
  const below = path.slice(basePath.length);
  const rooted = below.startsWith('/') ? below : `/${below}`;
  return stripPrefix ? `${at}${rooted}` : rooted;
}

/**
 * `Domain` that names the target is dropped, so that the cookie belongs to our host; `Path` moves with the prefix
 * (RFC 6265 §4.1.2). Cookies for other domains are left alone.
 */
function rewriteCookie(cookie: string, map: AddressMap): string {
  const [pair = '', ...attributes] = cookie.split(';');
  const domain = attributes.find((attribute) => /^\s*domain\s*=/i.test(attribute))?.split('=')[1] ?? '';
  if (domain !== '' && !namesHost(domain.trim(), map.url.hostname)) return cookie;
  const kept = attributes.filter((attribute) => !/^\s*domain\s*=/i.test(attribute));
  const moved = kept.map((attribute) =>
    attribute.replace(/^(\s*path\s*=\s*)(\/.*)$/i, (_, start: string, path: string) => start + cookiePath(path, map)),
  );
  return [pair, ...moved].join(';');
}

function cookiePath(path: string, map: Prefix): string {
  const rewritten = rewritePath(path, map);
  // "/api/" would not cover "/api" itself (RFC 6265 §5.1.4).
  return path === '/' && rewritten.length > 1 ? rewritten.replace(/\/$/, '') : rewritten;
}

function namesHost(domain: string, hostname: string): boolean {
  const wanted = domain.replace(/^\./, '').toLowerCase();
  return hostname === wanted || hostname.endsWith(`.${wanted}`);
}
