import type { IncomingMessage, ServerResponse } from 'node:http';
import { FolderWatches } from '../../files/folder-watches.ts';
import { parseEntityTags, weakMatch } from '../../http/entity-tag.ts';
import { parseHttpDate } from '../../http/http-date.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import type { Feature } from '../../pipeline/feature.ts';
import { writeFlatHead } from '../../pipeline/write-head.ts';
import { AskedLately } from './asked-lately.ts';
import type { HotAnswer } from './hot-answer.ts';
import { HotCache, type HotVariant } from './hot-cache.ts';
import { HotRanges } from './hot-ranges.ts';
import { type HotRequest, scanFields } from './hot-request.ts';
import { ProofCheck, type Turn } from './proof.ts';

/** Bounds what strange clients can make the server remember. */
const HOSTS_KEPT = 64;

/** What was sent, and what had been asked. */
export interface HotExchange {
  readonly answer: HotAnswer;
  readonly asked: HotRequest;
}

/**
 * What the pipeline answered once is answered again without it, while everything that answer rested on is unchanged on the
 * disk. Only the plain cases of GET and HEAD: whatever is unusual (content, other preconditions, a strange host) takes the
 * whole way.
 */
export class HotPath {
  readonly #watches: FolderWatches;
  readonly #check: ProofCheck;
  readonly #cache: HotCache;
  readonly #ranges: HotRanges;
  readonly #asked = new AskedLately();
  /** Values of `Host` that the gatekeeper has let through. */
  readonly #knownHosts = new Set<string>();
  /** Features that have a say in who gets a kept answer. */
  readonly #gates: readonly Pick<Required<Feature>, 'admits'>[];

  /** @param roots folders that answers come from */
  constructor(features: readonly Feature[], roots: readonly string[]) {
    this.#gates = features.filter((feature) => feature.admits) as Required<Feature>[];
    this.#watches = new FolderWatches(roots);
    this.#check = new ProofCheck(this.#watches);
    this.#cache = new HotCache(this.#check);
    this.#ranges = new HotRanges(this.#check);
  }

  /** @returns undefined if the request has to take the whole way */
  answer(request: IncomingMessage, response: ServerResponse, turn: Turn): HotExchange | undefined {
    const { method, url } = request;
    if ((method !== 'GET' && method !== 'HEAD') || url === undefined) return undefined;
    if (!this.#cache.has(url) && !this.#ranges.has(url)) return undefined;
    if (request.httpVersionMajor !== 1 && !isWholeHttp2(request)) return undefined;
    const asked = scanFields(request.rawHeaders);
    if (!asked || asked.host === undefined || !this.#knownHosts.has(asked.host)) return undefined;
    for (const gate of this.#gates) if (!gate.admits(request, asked)) return undefined;
    const answer =
      asked.range === undefined
        ? this.#answerWhole(request, response, asked, turn)
        : this.#ranges.answer(request, response, asked, turn);
    return answer && { answer, asked };
  }

  /** Remembers what may be answered this way from the third time on. Call it when the pipeline has answered. */
  learn(exchange: Exchange): void {
    const { sentStatus, method, request, target } = exchange;
    if (method !== 'GET' || target.form !== 'origin' || request.url === undefined) return;
    if (!this.#asked.again(request.url)) return;
    if (sentStatus === 200 || sentStatus === 304 || sentStatus === 404) this.#cache.keep(request.url, exchange);
    else if (sentStatus === 206) void this.#ranges.keep(request.url, exchange);
    else return;
    const host = scanFields(request.rawHeaders)?.host;
    if (host === undefined) return;
    if (this.#knownHosts.size >= HOSTS_KEPT) this.#knownHosts.clear();
    this.#knownHosts.add(host);
  }

  close(): void {
    this.#ranges.close();
    this.#watches.close();
  }

  #answerWhole(
    request: IncomingMessage,
    response: ServerResponse,
    asked: HotRequest,
    turn: Turn,
  ): HotAnswer | undefined {
    const variant = this.#cache.find(request.url ?? '', asked, turn);
    const answer = variant && answerOf(variant, asked, request.method);
    if (!answer) return undefined;
    writeFlatHead(response, answer.status, answer.fields);
    response.end(answer.body);
    return answer;
  }
}

/** HTTP/2, not a version that is only claimed, and a request that ended with its head: it has no content. */
function isWholeHttp2(request: IncomingMessage): boolean {
  const { stream } = request as unknown as { stream?: { endAfterHeaders?: boolean } };
  return stream?.endAfterHeaders === true;
}

/** @returns undefined if a 304 is all that is known of it, and more is wanted */
function answerOf(variant: HotVariant, asked: HotRequest, method: string | undefined): HotAnswer | undefined {
  if (variant.whole?.status !== 404 && isNotModified(asked, variant)) return variant.notModified;
  return method === 'HEAD' ? variant.headOnly : variant.whole;
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
