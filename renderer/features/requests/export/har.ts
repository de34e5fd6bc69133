import type { ExchangeRecord } from '../../../../src-server/log/record.ts';
import { reasonPhrase } from '../../exchange-detail/reason-phrase.ts';

/** HTTP Archive 1.2 of rows of the log: what the rows know; fields and bodies are not part of them. */
export function toHar(records: readonly ExchangeRecord[], serverUrl: string, version: string): string {
  const log = {
    version: '1.2',
    creator: { name: 'Portico', version },
    entries: records.map((record) => entryOf(record, serverUrl)),
  };
  return `${JSON.stringify({ log }, null, 1)}\n`;
}

function entryOf(record: ExchangeRecord, serverUrl: string) {
  const { timeMs, durationMs, client, outcome, step, seq } = record;
  return {
    startedDateTime: new Date(timeMs).toISOString(),
    time: durationMs,
    request: requestOf(record, serverUrl),
    response: responseOf(record),
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
    serverIPAddress: '',
    comment: `${seq} from ${client}, ${outcome}, answered by ${step}`,
  };
}

function requestOf({ method, target, httpVersion, userAgent, referer }: ExchangeRecord, serverUrl: string) {
  const mark = target.indexOf('?');
  const query = mark < 0 ? [] : [...new URLSearchParams(target.slice(mark))];
  return {
    method,
    url: serverUrl.replace(/\/$/, '') + target,
    httpVersion: `HTTP/${httpVersion}`,
    cookies: [],
    headers: [...named('User-Agent', userAgent), ...named('Referer', referer)],
    queryString: query.map(([name, value]) => ({ name, value })),
    headersSize: -1,
    bodySize: -1,
  };
}

function responseOf({ status, httpVersion, contentBytes, mediaType }: ExchangeRecord) {
  return {
    status,
    statusText: reasonPhrase(status),
    httpVersion: `HTTP/${httpVersion}`,
    cookies: [],
    headers: named('Content-Type', mediaType),
    content: { size: contentBytes, mimeType: mediaType ?? '' },
    redirectURL: '',
    headersSize: -1,
    bodySize: contentBytes,
  };
}

function named(name: string, value: string | undefined): readonly { name: string; value: string }[] {
  return value === undefined ? [] : [{ name, value }];
}
