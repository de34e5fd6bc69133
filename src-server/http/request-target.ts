import { parseHost } from './host.ts';

/** A request target (RFC 9112 §3.2), decoded once. Nothing later may decode it again. */
export interface RequestTarget {
  readonly ok: true;
  readonly form: 'origin' | 'absolute' | 'asterisk' | 'authority';
  /** Of the absolute and authority forms, as sent; it overrides `Host` (RFC 9112 §3.2.2). */
  readonly authority?: string;
  /**
   * "/" + the decoded segments, and a last "/" if the target had one. For display, globs and logs: a decoded "/" inside
   * a segment cannot be told apart here, so whatever opens a file takes `segments`.
   */
  readonly path: string;
  /** Still percent-encoded, without dot segments and repeated slashes: fit for `Location` and for a proxy. */
  readonly rawPath: string;
  readonly segments: readonly string[];
  /** As sent, without "?"; '' if there is none or an empty one. */
  readonly query: string;
  readonly hasQuery: boolean;
  readonly trailingSlash: boolean;
}

export interface TargetRefusal {
  readonly ok: false;
  readonly reason: 'malformed' | 'escapes-root';
}

const MALFORMED: TargetRefusal = { ok: false, reason: 'malformed' };
const ESCAPES_ROOT: TargetRefusal = { ok: false, reason: 'escapes-root' };
const NO_PATH = { rawPath: '', segments: [], query: '', hasQuery: false, trailingSlash: false } as const;

const SPACE = 0x20;
const NUMBER_SIGN = 0x23;
const PERCENT = 0x25;
const DOT = 0x2e;
const SLASH = 0x2f;
const DELETE = 0x7f;

/** RFC 3986 §3.1; only these two schemes have an origin here. A path may follow, or not (RFC 9110 §4.2.3). */
const ABSOLUTE_FORM = /^https?:\/\/([^/?]*)(.*)$/is;

/** @param raw the target of the request line as Node gives it: one character per byte */
export function parseRequestTarget(raw: string): RequestTarget | TargetRefusal {
  if (raw.startsWith('/')) return parsePathAndQuery(raw, { form: 'origin' });
  if (raw === '*') return { ok: true, form: 'asterisk', path: '*', ...NO_PATH };
  const [, authority, rest = ''] = ABSOLUTE_FORM.exec(raw) ?? [];
  if (authority !== undefined) {
    if (!parseHost(authority)) return MALFORMED;
    return parsePathAndQuery(rest.startsWith('/') ? rest : `/${rest}`, { form: 'absolute', authority });
  }
  const isAuthority = parseHost(raw)?.port !== undefined; // CONNECT names host and port (RFC 9110 §9.3.6)
  return isAuthority ? { ok: true, form: 'authority', authority: raw, path: '', ...NO_PATH } : MALFORMED;
}

type Form = { readonly form: 'origin' } | { readonly form: 'absolute'; readonly authority: string };

function parsePathAndQuery(target: string, form: Form): RequestTarget | TargetRefusal {
  const mark = target.indexOf('?');
  const hasQuery = mark !== -1;
  const encoded = hasQuery ? target.slice(0, mark) : target;
  const query = hasQuery ? target.slice(mark + 1) : '';
  const shape = shapeOf(encoded);
  // Browsers send "\\" raw in a query (URL Standard §1.3); in a path it only ever comes from an attack
  if (shape === 'malformed' || encoded.includes('\\') || shapeOf(query) === 'malformed') return MALFORMED;
  const parsed = shape === 'plain' ? splitPlain(encoded) : normalise(encoded);
  if ('ok' in parsed) return parsed;
  const { path, rawPath, segments, trailingSlash } = parsed;
  return { ok: true, ...form, path, rawPath, segments, query, hasQuery, trailingSlash };
}

/** `plain`: decoding and removing dot segments would change nothing. One pass without a regular expression: hot. */
function shapeOf(text: string): 'plain' | 'special' | 'malformed' {
  let plain = true;
  let previous = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code <= SPACE || code === NUMBER_SIGN || code === DELETE || code > 0xff) return 'malformed';
    if (code === PERCENT || code > DELETE) plain = false;
    else if (previous === SLASH && (code === SLASH || code === DOT)) plain = false;
    previous = code;
  }
  return plain ? 'plain' : 'special';
}

type Path = Pick<RequestTarget, 'path' | 'rawPath' | 'segments' | 'trailingSlash'>;

function splitPlain(path: string): Path {
  const trailingSlash = path.endsWith('/');
  const segments = path.slice(1, trailingSlash ? -1 : undefined).split('/');
  return { path, rawPath: path, segments: path === '/' ? [] : segments, trailingSlash };
}

/**
 * RFC 3986 §5.2.4 on decoded segments, so that ".%2e" is a dot segment too. The RFC stops at the root; leaving it is
 * refused here, because only an attack or a broken client does. Slashes are merged first: "//host" must not get out again
 * in a Location (CVE-2015-1164), and "a//.." must mean what a file system takes it to mean.
 */
function normalise(encoded: string): Path | TargetRefusal {
  const segments: string[] = [];
  const rawSegments: string[] = [];
  let trailingSlash = false;
  for (const part of encoded.split('/')) {
    const rawSegment = encodeObsText(part);
    const segment = decodeOnce(rawSegment);
    if (segment === undefined) return MALFORMED;
    trailingSlash = segment === '' || segment === '.' || segment === '..';
    if (segment === '..') {
      if (segments.pop() === undefined) return ESCAPES_ROOT;
      rawSegments.pop();
    } else if (!trailingSlash) {
      if (hidesParent(segment)) return ESCAPES_ROOT;
      segments.push(segment);
      rawSegments.push(rawSegment);
    }
  }
  const end = trailingSlash && segments.length > 0 ? '/' : '';
  return { path: `/${segments.join('/')}${end}`, rawPath: `/${rawSegments.join('/')}${end}`, segments, trailingSlash };
}

/** Raw bytes above ASCII, as some clients send UTF-8, get the escapes they should have had (RFC 3986 §2.5). */
function encodeObsText(part: string): string {
  return part.replace(/[\u0080-\u00ff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** `undefined` for a bad or cut escape, bytes that are not UTF-8 (overlong forms such as %C0%AE too), and NUL. */
function decodeOnce(part: string): string | undefined {
  if (!part.includes('%')) return part;
  try {
    const segment = decodeURIComponent(part);
    return segment.includes('\0') ? undefined : segment;
  } catch {
    return undefined;
  }
}

/** "..%5C.." climbs on Windows, "..%2F.." wherever a later program decodes again (CVE-2026-54286). */
function hidesParent(segment: string): boolean {
  return segment.includes('..') && segment.split(/[/\\]/).includes('..');
}
