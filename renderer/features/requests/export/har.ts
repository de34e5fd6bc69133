import type { ShownBody, ShownDetail } from '../../../../electron/ipc/contract.ts';
import type { ExchangeRecord } from '../../../../src-server/log/record.ts';
import { reasonPhrase } from '../../exchange-detail/reason-phrase.ts';
import { base64Of, textOf } from './har-text.ts';

/** A row of the log, with all that is known of it where that is still kept. */
export interface Exchange {
  readonly record: ExchangeRecord;
  readonly detail?: ShownDetail | undefined;
}

type Fields = ShownDetail['requestFields'];

/** An archive is passed on to others: what lets somebody in is left out, as browsers do. */
const SECRET = /^(cookie|set-cookie|authorization|proxy-authorization)$/i;

/** HTTP Archive 1.2. Fields and content are there for the latest exchanges, see `Exchange`. */
export function toHar(exchanges: readonly Exchange[], serverUrl: string, version: string): string {
  const log = {
    version: '1.2',
    creator: { name: 'Portico', version },
    entries: exchanges.map((exchange) => entryOf(exchange, serverUrl)),
  };
  return `${JSON.stringify({ log }, null, 1)}\n`;
}

function entryOf({ record, detail }: Exchange, serverUrl: string) {
  const { timeMs, durationMs, client, outcome, step, seq } = record;
  const { headMs = durationMs, endMs = durationMs } = detail?.timing ?? {};
  const timings = { send: 0, wait: headMs, receive: Math.max(0, endMs - headMs) };
  return {
    startedDateTime: new Date(timeMs).toISOString(),
    time: timings.wait + timings.receive,
    request: requestOf({ record, detail }, serverUrl),
    response: responseOf({ record, detail }),
    cache: {},
    timings,
    comment: `${seq} from ${client}, ${outcome}, answered by ${step}`,
  };
}

function requestOf({ record, detail }: Exchange, serverUrl: string) {
  const { method, target, httpVersion, userAgent, referer } = record;
  const mark = target.indexOf('?');
  const query = mark < 0 ? [] : [...new URLSearchParams(target.slice(mark))];
  const body = detail?.requestBody;
  return {
    method,
    url: urlOf(serverUrl, target, detail?.requestFields),
    httpVersion: `HTTP/${httpVersion}`,
    cookies: [],
    headers: headersOf(detail?.requestFields ?? [...known('User-Agent', userAgent), ...known('Referer', referer)]),
    queryString: query.map(([name, value]) => ({ name, value })),
    ...(body ? { postData: postData(body) } : {}),
    headersSize: -1,
    bodySize: body ? body.totalBytes : -1,
  };
}

/** By the name that the client used: a server has several. */
function urlOf(serverUrl: string, target: string, fields: Fields = []): string {
  const url = new URL(serverUrl);
  const host = fields.find(([name]) => /^(host|:authority)$/i.test(name))?.[1];
  return `${url.protocol}//${host ?? url.host}${target}`;
}

function responseOf({ record, detail }: Exchange) {
  const { status, httpVersion, contentBytes, mediaType } = record;
  const location = detail?.responseFields.find(([name]) => name.toLowerCase() === 'location')?.[1];
  return {
    status,
    statusText: reasonPhrase(status),
    httpVersion: `HTTP/${httpVersion}`,
    cookies: [],
    headers: headersOf(detail?.responseFields ?? known('Content-Type', mediaType)),
    content: contentOf(record, detail?.responseBody),
    redirectURL: location ?? '',
    headersSize: -1,
    bodySize: contentBytes,
  };
}

/** Without its content coding. Half a text would pass for the whole: what was cut is left out. */
function contentOf({ contentBytes, mediaType = '' }: ExchangeRecord, body: ShownBody | undefined) {
  if (!body || body.stillCoded !== undefined) return { size: contentBytes, mimeType: body?.mediaType ?? mediaType };
  const { bytes, mediaType: mimeType, totalBytes, cut } = body;
  if (cut) return { size: totalBytes, mimeType, comment: `only the first ${bytes.length} bytes were kept` };
  const text = textOf(bytes);
  const saved = bytes.length - totalBytes;
  const size = { size: bytes.length, ...(saved === 0 ? {} : { compression: saved }), mimeType };
  return text === undefined ? { ...size, text: base64Of(bytes), encoding: 'base64' } : { ...size, text };
}

/** HAR 1.2 knows no coding here: bytes that are no text cannot be said. */
function postData({ mediaType, bytes, totalBytes, cut }: ShownBody) {
  const text = cut ? undefined : textOf(bytes);
  return { mimeType: mediaType, ...(text === undefined ? { comment: `${totalBytes} bytes` } : { text }) };
}

function headersOf(fields: Fields): readonly { readonly name: string; readonly value: string }[] {
  return fields.filter(([name]) => !SECRET.test(name)).map(([name, value]) => ({ name, value }));
}

function known(name: string, value: string | undefined): Fields {
  return value === undefined ? [] : [[name, value]];
}
