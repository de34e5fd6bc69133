import type { ExchangeRecord } from '../../../src-server/log/record.ts';
import { shortType } from './short-type.ts';
import { wholeTarget } from './shown-target.ts';

type Test = (record: ExchangeRecord) => boolean;

interface Field {
  /** A value that works, shown in suggestions and when a value does not. */
  readonly example: string;
  /** Undefined when the value makes no sense. */
  readonly test: (value: string) => Test | undefined;
}

/** Everything that can stand before a colon. */
export const FIELDS = {
  status: { example: '404', test: statusTest },
  path: { example: '/api', test: (value) => includes(value, ({ target }) => wholeTarget(target)) },
  method: { example: 'POST', test: (value) => (record) => record.method === value.toUpperCase() },
  client: { example: '192.168.1.7', test: (value) => includes(value, ({ client }) => client) },
  type: { example: 'image', test: typeTest },
  larger: { example: '1m', test: (value) => above(parseBytes(value), ({ contentBytes }) => contentBytes) },
  smaller: { example: '10k', test: (value) => below(parseBytes(value), ({ contentBytes }) => contentBytes) },
  slower: { example: '200ms', test: (value) => above(parseMs(value), ({ durationMs }) => durationMs) },
  faster: { example: '1s', test: (value) => below(parseMs(value), ({ durationMs }) => durationMs) },
  step: { example: 'proxy', test: (value) => (record) => record.step === value.toLowerCase() },
  agent: { example: 'curl', test: (value) => includes(value, ({ userAgent }) => userAgent) },
  referer: { example: '/index.html', test: (value) => includes(value, ({ referer }) => referer) },
} as const satisfies Readonly<Record<string, Field>>;

export type FilterField = keyof typeof FIELDS;

export function isFilterField(name: string): name is FilterField {
  return Object.hasOwn(FIELDS, name);
}

/** "404", "4xx", "400-404", or "cut" for what was not sent to its end. */
function statusTest(value: string): Test | undefined {
  const wanted = value.toLowerCase();
  if (wanted === 'cut') return ({ outcome }) => outcome === 'aborted';
  const range = /^(\d{3})-(\d{3})$/.exec(wanted);
  if (range) return ({ status }) => status >= Number(range[1]) && status <= Number(range[2]);
  if (!/^\d[\dx]{2}$/.test(wanted)) return undefined;
  const pattern = new RegExp(`^${wanted.replaceAll('x', '\\d')}$`);
  return ({ status }) => pattern.test(String(status));
}

/** A short type such as "image", or the start of a media type such as "image/png". */
function typeTest(value: string): Test {
  const wanted = value.toLowerCase();
  return (record) => shortType(record) === wanted || (record.mediaType?.startsWith(wanted) ?? false);
}

function includes(value: string, text: (record: ExchangeRecord) => string | undefined): Test {
  const wanted = value.toLowerCase();
  return (record) => text(record)?.toLowerCase().includes(wanted) ?? false;
}

function above(limit: number | undefined, measure: (record: ExchangeRecord) => number): Test | undefined {
  return limit === undefined ? undefined : (record) => measure(record) > limit;
}

function below(limit: number | undefined, measure: (record: ExchangeRecord) => number): Test | undefined {
  return limit === undefined ? undefined : (record) => measure(record) < limit;
}

const BYTES: Readonly<Record<string, number>> = { '': 1, b: 1, k: 1e3, m: 1e6, g: 1e9 };
const MILLISECONDS: Readonly<Record<string, number>> = { '': 1, ms: 1, s: 1e3, m: 60e3 };

/** "1m", "1.5 MB", "800": decimal units, as they are shown. */
function parseBytes(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([kmg]?)b?$/i.exec(text);
  return match ? Number(match[1]) * (BYTES[match[2]?.toLowerCase() ?? ''] ?? 1) : undefined;
}

function parseMs(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/i.exec(text);
  return match ? Number(match[1]) * (MILLISECONDS[match[2]?.toLowerCase() ?? ''] ?? 1) : undefined;
}
