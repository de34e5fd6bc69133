import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseEntityTags, weakMatch } from '../../http/entity-tag.ts';
import { parseHttpDate } from '../../http/http-date.ts';
import type { HotCache, HotVariant } from './hot-cache.ts';

/** What was sent past the pipeline, for the log. */
export interface HotAnswer {
  readonly status: number;
  readonly fields: readonly string[];
  readonly variant: HotVariant;
  readonly contentBytes: number;
  readonly userAgent: string | undefined;
  readonly referer: string | undefined;
}

/** The fields that decide about a hot answer. */
interface HotRequest {
  host: string | undefined;
  accept: string;
  acceptEncoding: string;
  acceptLanguage: string;
  ifNoneMatch: string | undefined;
  ifModifiedSince: string | undefined;
  userAgent: string | undefined;
  referer: string | undefined;
}

/**
 * Answers GET and HEAD of something hot at once, past the pipeline. Only the plain cases: whatever is unusual (a range,
 * content, other preconditions, a strange host) returns undefined and takes the whole way.
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
  const asked = scan(request.rawHeaders);
  if (!asked || asked.host === undefined || !knownHosts.has(asked.host)) return undefined;
  const variant = cache.find(url, asked);
  if (!variant) return undefined;
  const isUnchanged = variant.status === 200 && isNotModified(asked, variant);
  const status = isUnchanged ? 304 : variant.status;
  const fields = isUnchanged ? variant.fieldsNotModified : variant.fields;
  const sendsContent = !isUnchanged && method === 'GET';
  response.writeHead(status, fields as string[]);
  response.end(sendsContent ? variant.body : undefined);
  const { userAgent, referer } = asked;
  return { status, fields, variant, contentBytes: sendsContent ? variant.body.byteLength : 0, userAgent, referer };
}

/** RFC 9110 §13.2.2 for the two preconditions that browsers send: `If-None-Match` overrides the date. */
function isNotModified({ ifNoneMatch, ifModifiedSince }: HotRequest, { entityTag, lastModified }: HotVariant): boolean {
  if (ifNoneMatch !== undefined) {
    if (entityTag === undefined) return false;
    if (ifNoneMatch === entityTag) return true;
    const tags = parseEntityTags(ifNoneMatch);
    return tags === '*' || tags.some((tag) => weakMatch(tag, entityTag));
  }
  if (ifModifiedSince === undefined || lastModified === undefined) return false;
  if (ifModifiedSince === lastModified) return true;
  const since = parseHttpDate(ifModifiedSince);
  return since !== undefined && (parseHttpDate(lastModified) ?? Number.POSITIVE_INFINITY) <= since;
}

/** One pass over the raw fields, without building Node's header object. @returns undefined if one asks for more */
function scan(rawHeaders: readonly string[]): HotRequest | undefined {
  const asked: HotRequest = {
    host: undefined,
    accept: '',
    acceptEncoding: '',
    acceptLanguage: '',
    ifNoneMatch: undefined,
    ifModifiedSince: undefined,
    userAgent: undefined,
    referer: undefined,
  };
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const value = rawHeaders[i + 1] ?? '';
    switch ((rawHeaders[i] ?? '').toLowerCase()) {
      case 'host':
        if (asked.host !== undefined) return undefined;
        asked.host = value;
        break;
      case 'accept':
        asked.accept = joined(asked.accept, value);
        break;
      case 'accept-encoding':
        asked.acceptEncoding = joined(asked.acceptEncoding, value);
        break;
      case 'accept-language':
        asked.acceptLanguage = joined(asked.acceptLanguage, value);
        break;
      case 'if-none-match':
        if (asked.ifNoneMatch !== undefined) return undefined;
        asked.ifNoneMatch = value;
        break;
      case 'if-modified-since':
        if (asked.ifModifiedSince !== undefined) return undefined;
        asked.ifModifiedSince = value;
        break;
      case 'user-agent':
        asked.userAgent = value;
        break;
      case 'referer':
        asked.referer = value;
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
  return asked;
}

/** As Node joins a repeated list field. */
const joined = (before: string, value: string): string => (before === '' ? value : `${before}, ${value}`);
