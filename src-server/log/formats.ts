import { STATUS_CODES } from 'node:http';
import { ServerError } from '../errors.ts';
import { type ProblemParams, problem } from '../problems.ts';
import { commonClock, pythonClock } from './clock.ts';
import { escapeQuoted, escapeText, escapeWord } from './escape.ts';
import type { ExchangeRecord } from './record.ts';

/** Whole lines, each with its line feed at the end; nothing for `none`. */
export type Formatter = (record: ExchangeRecord) => string;

/** `$name` in a pattern: every name of the record, and `time` as ISO 8601. */
const TOKENS: Readonly<Record<keyof ExchangeRecord | 'time', (record: ExchangeRecord) => string | number | undefined>> =
  {
    time: ({ timeMs }) => new Date(timeMs).toISOString(),
    seq: ({ seq }) => seq,
    timeMs: ({ timeMs }) => timeMs,
    client: ({ client }) => client || undefined,
    method: ({ method }) => method,
    target: ({ target }) => target,
    httpVersion: ({ httpVersion }) => httpVersion,
    status: ({ status }) => status || undefined,
    contentBytes: ({ contentBytes }) => contentBytes,
    durationMs: ({ durationMs }) => Math.round(durationMs * 1000) / 1000,
    outcome: ({ outcome }) => outcome,
    step: ({ step }) => step,
    user: ({ user }) => user,
    userAgent: ({ userAgent }) => userAgent,
    referer: ({ referer }) => referer,
    mediaType: ({ mediaType }) => mediaType,
  };

const FORMATS: ReadonlyMap<string, () => Formatter> = new Map([
  ['python', python],
  ['common', common],
  ['combined', combined],
  ['json', () => json],
  ['none', () => () => ''],
]);

/** @throws ServerError OPTION_INVALID for an unknown format or an unknown name in a pattern */
export function formatter(format: string): Formatter {
  const named = FORMATS.get(format);
  if (named) return named();
  if (format.includes('$')) return pattern(format);
  const known = [...FORMATS.keys()].join(', ');
  throw invalid(problem('logFormat', { known, format }));
}

/** Whether lines of this format tell the number of their record. */
export function tellsSeq(format: string): boolean {
  return format === 'json' || /\$seq\b/.test(format);
}

/** Python's two lines: it says an error on a line of its own first. */
function python(): Formatter {
  const clock = pythonClock();
  return (record) => {
    const start = `${record.client || '-'} - - [${clock(record.timeMs)}] `;
    const line = `${start}"${escapeText(requestLine(record))}" ${record.status || '-'} -\n`;
    if (record.status < 400) return line;
    return `${start}code ${record.status}, message ${pythonMessage(record)}\n${line}`;
  };
}

function pythonMessage({ status, method }: ExchangeRecord): string {
  if (status === 404) return 'File not found';
  if (status === 501) return `Unsupported method ('${escapeText(method)}')`;
  return STATUS_CODES[status] ?? 'Unknown';
}

function common(): Formatter {
  const line = commonLine();
  return (record) => `${line(record)}\n`;
}

function combined(): Formatter {
  const line = commonLine();
  return (record) => `${line(record)} ${quoted(record.referer)} ${quoted(record.userAgent)}\n`;
}

function commonLine(): Formatter {
  const clock = commonClock();
  return (record) => {
    const { client, user, timeMs, status, contentBytes } = record;
    const who = `${client || '-'} - ${user === undefined ? '-' : escapeWord(user)}`;
    return `${who} [${clock(timeMs)}] ${quoted(requestLine(record))} ${status || '-'} ${contentBytes || '-'}`;
  };
}

/** DEL and the C1 controls are legal in JSON and still move a terminal's cursor. */
function json(record: ExchangeRecord): string {
  const text = JSON.stringify({ time: TOKENS.time(record), ...record });
  return `${text.replace(/[\x7f-\x9f]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`)}\n`;
}

function pattern(format: string): Formatter {
  const pieces = format.split(/\$(\$|\w+)/).map((piece, i) => (i % 2 === 0 ? () => piece : token(piece)));
  return (record) => `${pieces.map((piece) => piece(record)).join('')}\n`;
}

function token(name: string): Formatter {
  if (name === '$') return () => '$';
  if (!Object.hasOwn(TOKENS, name)) {
    const known = Object.keys(TOKENS).map((each) => `$${each}`);
    throw invalid(problem('logToken', { token: `$${name}`, known: known.join(', ') }));
  }
  const value = TOKENS[name as keyof typeof TOKENS];
  const escaped = name === 'user' ? escapeWord : escapeQuoted;
  return (record) => escaped(String(value(record) ?? '-'));
}

/** A request too broken to have a method has no line to show. */
function requestLine({ method, target, httpVersion }: ExchangeRecord): string {
  return method === '-' ? '-' : `${method} ${target} HTTP/${httpVersion}`;
}

function quoted(text: string | undefined): string {
  return text === undefined ? '"-"' : `"${escapeQuoted(text)}"`;
}

function invalid(why: ProblemParams): ServerError {
  return new ServerError('OPTION_INVALID', { option: 'log.format', ...why });
}
