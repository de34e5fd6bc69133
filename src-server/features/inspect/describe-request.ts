import type { Exchange } from '../../pipeline/exchange.ts';
import { collectNameValues, type NameValues } from './name-values.ts';
import { type ParsedContent, parseContent } from './parse-content.ts';

export interface RequestDescription extends ParsedContent {
  readonly method: string;
  readonly target: string;
  readonly path: string;
  readonly query: NameValues;
  readonly headers: Readonly<Record<string, string>>;
  /** Name, value, name, value …: as received, repeated ones apart. */
  readonly rawHeaders: readonly string[];
  readonly client: string;
  readonly httpVersion: string;
  readonly contentType: string | null;
  readonly contentLength: number | null;
}

export async function describeRequest(exchange: Exchange, content: Buffer): Promise<RequestDescription> {
  const { request, target } = exchange;
  const contentType = exchange.field('content-type');
  const hasContent = content.byteLength > 0 || exchange.field('content-length') !== undefined;
  return {
    method: exchange.method,
    target: exchange.rawTarget,
    path: target.path,
    query: collectNameValues(new URLSearchParams(target.query)),
    headers: requestFields(exchange),
    rawHeaders: withoutPseudoFields(request.rawHeaders),
    client: exchange.client,
    httpVersion: request.httpVersion,
    contentType: contentType ?? null,
    contentLength: hasContent ? content.byteLength : null,
    ...(await parseContent(content, contentType)),
  };
}

/** Names in lower case, repeated ones joined. */
export function requestFields(exchange: Exchange): Record<string, string> {
  const names = Object.keys(exchange.request.headers).filter((name) => !name.startsWith(':'));
  return Object.fromEntries(names.map((name) => [name, exchange.field(name) ?? '']));
}

/** HTTP/2 carries method, target and authority as fields whose names start with ":" (RFC 9113 §8.3). */
const withoutPseudoFields = (rawHeaders: readonly string[]): string[] =>
  rawHeaders.filter((_, index) => !rawHeaders[index - (index % 2)]?.startsWith(':'));
