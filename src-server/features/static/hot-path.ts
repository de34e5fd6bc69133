import type { IncomingMessage, ServerResponse } from 'node:http';
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
import { ProofCheck } from './proof.ts';

/** Bounds what strange clients can make the server remember. */
const HOSTS_KEPT = 64;

/** How a hot answer came out. One of the two is called, once, where `answer` returned true. */
export interface HotOutcome {
  /** The answer was handed over. */
  done(answer: HotAnswer, asked: HotRequest): void;
  /** It turned out later that the request has to take the whole way. */
  otherwise(): void;
}

/**
 * What the pipeline answered once is answered again without it, while everything that answer rested on is unchanged on the
 * disk. Only the plain cases of GET and HEAD: whatever is unusual (content, other preconditions, a strange host) takes the
 * whole way.
 */
export class HotPath {
  readonly #check = new ProofCheck();
  readonly #cache = new HotCache(this.#check);
  readonly #ranges = new HotRanges(this.#check);
  readonly #asked = new AskedLately();
  /** Values of `Host` that the gatekeeper has let through. */
  readonly #knownHosts = new Set<string>();
  /** Features that have a say in who gets a kept answer. */
  readonly #gates: readonly Pick<Required<Feature>, 'admits'>[];

  constructor(features: readonly Feature[]) {
    this.#gates = features.filter((feature) => feature.admits) as Required<Feature>[];
  }

  /** @returns false if the request has to take the whole way */
  answer(request: IncomingMessage, response: ServerResponse, outcome: HotOutcome): boolean {
    const { method, url } = request;
    if ((method !== 'GET' && method !== 'HEAD') || url === undefined) return false;
    if (request.httpVersionMajor !== 1 && !isWholeHttp2(request)) return false;
    const asked = scanFields(request.rawHeaders);
    if (!asked || asked.host === undefined || !this.#knownHosts.has(asked.host)) return false;
    for (const gate of this.#gates) if (!gate.admits(request, asked)) return false;
    if (asked.range !== undefined) return this.#ranges.answer(request, response, asked, outcome);
    const variant = this.#cache.find(url, asked);
    const answer = variant && answerOf(variant, asked, method);
    if (!answer) return false;
    writeFlatHead(response, answer.status, answer.fields);
    response.end(answer.body);
    outcome.done(answer, asked);
    return true;
  }

  /** Remembers what may be answered this way from the third time on. Call it when the pipeline has answered. */
  learn(exchange: Exchange): void {
    const { sentStatus, method, request, target } = exchange;
    if (method !== 'GET' || target.form !== 'origin' || request.url === undefined) return;
    if (!this.#asked.again(request.url)) return;
    if (sentStatus === 200 || sentStatus === 304 || sentStatus === 404) this.#cache.keep(request.url, exchange);
    else if (sentStatus === 206) this.#ranges.keep(request.url, exchange);
    else return;
    const host = scanFields(request.rawHeaders)?.host;
    if (host === undefined) return;
    if (this.#knownHosts.size >= HOSTS_KEPT) this.#knownHosts.clear();
    this.#knownHosts.add(host);
  }

  close(): void {
    this.#ranges.close();
  }
}

/** HTTP/2, not a version that is only claimed, and a request that ended with its head: it has no content. */
function isWholeHttp2(request: IncomingMessage): boolean {
  const { stream } = request as unknown as { stream?: { endAfterHeaders?: boolean } };
  return stream?.endAfterHeaders === true;
}

/** @returns undefined if a 304 is all that is known of it, and more is wanted */
function answerOf(variant: HotVariant, asked: HotRequest, method: 'GET' | 'HEAD'): HotAnswer | undefined {
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
