const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** RFC 9110 §5.5: SP and HTAB only inside; everything else visible or obs-text, so CR, LF and NUL never pass. */
const FIELD_VALUE = /^(?:[!-~\u0080-\u00ff](?:[\t -~\u0080-\u00ff]*[!-~\u0080-\u00ff])?)?$/;
/**
 * One list element: quoted strings are swallowed whole, so that a comma inside one does not split (RFC 9110 §5.6.4). An
 * unterminated one reaches to the end: trying again from inside it would take quadratic time.
 */
const LIST_ELEMENT = /(?:[^",]|"(?:[^"\\]|\\.)*"?)+/gs;

/** Elements of a `#list` field, trimmed; empty elements are ignored (RFC 9110 §5.6.1.2). */
export function splitList(field: string | undefined): string[] {
  if (!field) return [];
  const elements = field.includes('"') ? (field.match(LIST_ELEMENT) ?? []) : field.split(',');
  return elements.map(trimOws).filter((element) => element !== '');
}

/** Whether a list of tokens names `token`; tokens such as connection options compare case-insensitively. */
export function listIncludes(field: string | undefined, token: string): boolean {
  const wanted = token.toLowerCase();
  return splitList(field).some((element) => element.toLowerCase() === wanted);
}

/** RFC 9110 §5.6.3: OWS is SP and HTAB only; `String.trim` would also eat obs-text such as U+00A0. */
export function trimOws(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isOws(text.charCodeAt(start))) start++;
  while (end > start && isOws(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

const isOws = (code: number): boolean => code === 0x20 || code === 0x09;

export const isToken = (text: string): boolean => TOKEN.test(text);

export const isFieldValue = (text: string): boolean => FIELD_VALUE.test(text);

/** RFC 9110 §7.6.1 names the first six; the proxy credentials of §11.7 are meant for one hop as well. */
const HOP_BY_HOP = [
  'connection',
  'proxy-connection',
  'keep-alive',
  'te',
  'transfer-encoding',
  'upgrade',
  'trailer',
  'proxy-authenticate',
  'proxy-authorization',
];

/**
 * Fields a message needs at its destination. A client that lists them in `Connection` wants a proxy to drop what the
 * origin relies on (CVE-2022-31813); §7.6.1 forbids to list fields meant for all recipients.
 */
const END_TO_END = new Set(['host', 'content-length', 'content-type', 'forwarded', 'authorization', 'cookie']);

/** Lower-case names of the fields that must not be forwarded: the fixed ones and those `Connection` lists. */
export function hopByHopNames(connectionField: string | undefined): Set<string> {
  const names = new Set(HOP_BY_HOP);
  for (const option of splitList(connectionField)) {
    const name = option.toLowerCase();
    if (!END_TO_END.has(name) && !name.startsWith('x-forwarded-')) names.add(name);
  }
  return names;
}

/**
 * How often a field was sent, and its first value. Node joins or drops repeated lines in `headers`, which hides a
 * second `Host` (RFC 9112 §3.2); only the raw list tells.
 * @param rawHeaders Node's flat list: name, value, name, value …
 */
export function singleField(rawHeaders: readonly string[], name: string): { count: number; value: string | undefined } {
  const wanted = name.toLowerCase();
  let count = 0;
  let value: string | undefined;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const candidate = rawHeaders[i] ?? '';
    if (candidate.length !== wanted.length || candidate.toLowerCase() !== wanted) continue;
    if (count++ === 0) value = rawHeaders[i + 1];
  }
  return { count, value };
}
