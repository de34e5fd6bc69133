import { hopByHopNames, isFieldValue, isToken, singleField, trimOws } from '../../http/fields.ts';

/** The head of what a script wrote (RFC 3875 §6), or what is wrong with it. */
export type OutputHead =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'malformed'; readonly problem: string }
  | { readonly kind: 'nph' }
  | {
      readonly kind: 'head';
      readonly status: number;
      /** Name, value, name, value … */
      readonly fields: readonly string[];
      readonly contentLength: number | undefined;
      /** Path and query on this server that is to be answered instead (RFC 3875 §6.2.2). */
      readonly localRedirect: string | undefined;
      /** Where the content begins. */
      readonly end: number;
    };

const MAX_HEAD_BYTES = 64 * 1024;

export function parseOutputHead(output: Buffer): OutputHead {
  if (/^HTTP\/\d/.test(output.toString('latin1', 0, 7))) return { kind: 'nph' };
  const text = output.toString('latin1', 0, MAX_HEAD_BYTES);
  // Scripts end lines as their system does.
  const match = /^(?:|.*?\r?\n)\r?\n/s.exec(text);
  if (!match)
    return text.length < MAX_HEAD_BYTES ? { kind: 'incomplete' } : malformed('its head has no end within 64 KiB');
  const lines = match[0].split(/\r?\n/).slice(0, -2);
  const fields: string[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0));
    const value = trimOws(line.slice(colon + 1));
    if (!isToken(name) || !isFieldValue(value))
      return malformed(`it wrote ${JSON.stringify(line.slice(0, 200))} where a field was due`);
    fields.push(name, value);
  }
  return interpret(fields, match[0].length);
}

/** Two of these would contradict each other: a client and a proxy could each believe another one. */
const SINGLE = ['Status', 'Location', 'Content-Type', 'Content-Length'];

function interpret(fields: readonly string[], end: number): OutputHead {
  const repeated = SINGLE.find((name) => singleField(fields, name.toLowerCase()).count > 1);
  if (repeated) return malformed(`it wrote ${repeated} more than once`);
  const value = (name: string) => singleField(fields, name).value;
  const location = value('location');
  if (location === '') return malformed('its Location is empty');
  if (location === undefined && value('content-type') === undefined && value('status') === undefined) {
    return malformed('it wrote none of Content-Type, Location and Status');
  }
  const statusText = value('status');
  const status = statusText === undefined ? (location === undefined ? 200 : 302) : Number(statusText.slice(0, 3));
  if (!/^[2-5]\d\d(\s|$)/.test(statusText ?? '200')) return malformed(`its Status is ${JSON.stringify(statusText)}`);
  const lengthText = value('content-length');
  if (lengthText !== undefined && !/^\d{1,15}$/.test(lengthText)) return malformed('its Content-Length is no number');
  return {
    kind: 'head',
    status,
    fields: withoutOwn(fields),
    contentLength: lengthText === undefined ? undefined : Number(lengthText),
    // With a status or fields of its own the script means the client to know; what follows "//" is another server
    localRedirect: fields.length === 2 && location && /^\/(?!\/)[^#]*$/.test(location) ? escaped(location) : undefined,
    end,
  };
}

/** Scripts write names of files as they are. */
function escaped(pathAndQuery: string): string {
  return pathAndQuery.replace(/[ \x7f-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

function withoutOwn(fields: readonly string[]): string[] {
  const dropped = hopByHopNames(singleField(fields, 'connection').value).add('status').add('date');
  return fields.filter((_, i) => !dropped.has((fields[i - (i % 2)] ?? '').toLowerCase()));
}

function malformed(problem: string): OutputHead {
  return { kind: 'malformed', problem };
}
