/** Host of an absolute or scheme-relative reference (RFC 3986 §4.2). */
const AUTHORITY = /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#]*)/i;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
/** As in a path pattern: a name starts with a letter, so ":8080" is a port. */
const PLACEHOLDER = /\*|:[a-z]/i;

/** Whether no placeholder can become part of the scheme or host, which would be an open redirect. */
export function authorityIsFixed(to: string): boolean {
  if (PLACEHOLDER.test(to.charAt(0) + to.charAt(1)) && !to.startsWith('/')) return false;
  const host = AUTHORITY.exec(to)?.[1];
  if (host !== undefined) return host !== '' && !PLACEHOLDER.test(host);
  return !SCHEME.test(to); // browsers read "https:/host" and "https:host" like "https://host"
}

/**
 * The `Location` field: `filled` is `to` with its placeholders replaced, percent-encoded. The request's query is kept
 * unless `to` has its own.
 */
export function redirectLocation(to: string, filled: string, query: string | undefined): string {
  const reference = AUTHORITY.test(to) ? filled : collapseSlashes(filled);
  const ascii = reference.replace(/[^!-~]+/g, (text) => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')));
  if (query === undefined || ascii.includes('?')) return ascii;
  const hash = ascii.indexOf('#');
  return hash < 0 ? `${ascii}?${query}` : `${ascii.slice(0, hash)}?${query}${ascii.slice(hash)}`;
}

/** What a placeholder stood for must not turn a path into "//host"; browsers read "/\host" the same way. */
const collapseSlashes = (reference: string): string => reference.replace(/^[/\\]{2,}/, '/');
