import type { RequestTarget } from '../../http/request-target.ts';

/** One entry of `proxy`, prepared. */
export interface Prefix {
  /** Without a slash at the end: "" = everything. */
  readonly at: string;
  readonly stripPrefix: boolean;
  /** The target's own path, without a slash at the end. */
  readonly basePath: string;
}

/** The entry whose prefix covers the path by whole segments; the longest wins. Entries are sorted, longest first. */
export function selectPrefix<P extends Prefix>(sorted: readonly P[], path: string): P | undefined {
  return sorted.find(({ at }) => covers(at, path));
}

function covers(at: string, path: string): boolean {
  return path.startsWith(at) && (path.length === at.length || path[at.length] === '/');
}

/**
 * The target that goes upstream: as sent, byte by byte, where that is safe. A spelling that reaches the prefix only after
 * decoding ("/x/../api", "//api", "/%61pi") goes on in its normal form: both sides must mean the same resource.
 * @param sent target of the request line
 */
export function upstreamTarget(prefix: Prefix, sent: string, target: RequestTarget): string {
  const path = literalPath(sent);
  const isPlain = covers(prefix.at, path) && !/(^|\/)(\.|%2e)/i.test(path);
  const kept = isPlain ? path : target.rawPath;
  const below = prefix.stripPrefix ? stripSegments(kept, prefix.at) : kept;
  return `${prefix.basePath}${below.startsWith('/') ? below : `/${below}`}${target.hasQuery ? `?${target.query}` : ''}`;
}

/** Path of the origin or the absolute form, without its query. */
function literalPath(sent: string): string {
  const [path = '/'] = sent.replace(/^https?:\/\/[^/?]*/i, '').split('?', 1);
  return path || '/';
}

/** By number of segments: a prefix that was sent with escapes is as many segments long. */
function stripSegments(path: string, at: string): string {
  return `/${path.split('/').slice(at.split('/').length).join('/')}`;
}
