import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseEntityTags, weakMatch } from '../../http/entity-tag.ts';
import { parseHttpDate } from '../../http/http-date.ts';
import type { HotCache, HotEntry, HotVariant } from './hot-cache.ts';

/** What was sent past the pipeline, for the log. */
export interface HotAnswer {
  readonly status: 200 | 304;
  readonly variant: HotVariant;
  readonly contentBytes: number;
  readonly path: string;
  readonly userAgent: string | undefined;
  readonly referer: string | undefined;
}

/** The fields that decide about a hot answer, found in one pass without building Node's header object. */
interface HotRequest {
  host: string | undefined;
  acceptEncoding: string;
  ifNoneMatch: string | undefined;
  ifModifiedSince: string | undefined;
  userAgent: string | undefined;
  referer: string | undefined;
}

/**
 * Answers GET and HEAD of a hot file at once, past the pipeline. Only the plain cases: whatever is unusual (a range, content,
 * other preconditions, a strange host) returns undefined and takes the whole way.
 * @param knownHosts values of `Host` that the gatekeeper has let through before
 */
export function answerHot(
  request: IncomingMessage,
  response: ServerResponse,
  cache: HotCache,
  knownHosts: ReadonlySet<string>,
): HotAnswer | undefined {
  const { method, url } = request;
  if ((method !== 'GET' && method !== 'HEAD') || url === undefined) return undefined;
  const fields = scan(request.rawHeaders);
  if (!fields || fields.host === undefined || !knownHosts.has(fields.host)) return undefined;
  const entry = cache.find(url);
  const variant = entry && (entry.variants.get('*') ?? entry.variants.get(fields.acceptEncoding));
  if (!entry || !variant) return undefined;
  const status = isNotModified(fields, entry, variant) ? 304 : 200;
  const sendsContent = status === 200 && method === 'GET';
  response.writeHead(status, (status === 304 ? variant.fieldsNotModified : variant.fields) as string[]);
  response.end(sendsContent ? variant.body : undefined);
  const { userAgent, referer } = fields;
  return {
    status,
    variant,
    contentBytes: sendsContent ? variant.body.byteLength : 0,
    path: entry.path,
    userAgent,
    referer,
  };
}

/** RFC 9110 §13.2.2 for the two preconditions that browsers send: `If-None-Match` overrides the date. */
function isNotModified(fields: HotRequest, entry: HotEntry, variant: HotVariant): boolean {
  if (fields.ifNoneMatch !== undefined) {
    if (fields.ifNoneMatch === variant.entityTag) return true;
    const tags = parseEntityTags(fields.ifNoneMatch);
    return tags === '*' || tags.some((tag) => weakMatch(tag, variant.entityTag));
  }
  if (fields.ifModifiedSince === undefined) return false;
  const since = parseHttpDate(fields.ifModifiedSince);
  return since !== undefined && Math.floor(entry.lastModifiedMs / 1000) * 1000 <= since;
}

/** @returns undefined if any field asks for more than the hot path does */
function scan(rawHeaders: readonly string[]): HotRequest | undefined {
  const found: HotRequest = {
    host: undefined,
    acceptEncoding: '',
    ifNoneMatch: undefined,
    ifModifiedSince: undefined,
    userAgent: undefined,
    referer: undefined,
  };
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const value = rawHeaders[i + 1] ?? '';
    switch ((rawHeaders[i] ?? '').toLowerCase()) {
      case 'host':
        if (found.host !== undefined) return undefined;
        found.host = value;
        break;
      case 'accept-encoding':
        found.acceptEncoding = found.acceptEncoding === '' ? value : `${found.acceptEncoding}, ${value}`;
        break;
      case 'if-none-match':
        if (found.ifNoneMatch !== undefined) return undefined;
        found.ifNoneMatch = value;
        break;
      case 'if-modified-since':
        if (found.ifModifiedSince !== undefined) return undefined;
        found.ifModifiedSince = value;
        break;
      case 'user-agent':
        found.userAgent = value;
        break;
      case 'referer':
        found.referer = value;
        break;
      case 'range':
      case 'if-match':
      case 'if-range':
      case 'if-unmodified-since':
      case 'transfer-encoding':
      case 'content-length':
      case 'upgrade':
      case 'expect':
        return undefined;
    }
  }
  return found;
}
