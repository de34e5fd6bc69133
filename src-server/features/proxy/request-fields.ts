import { hopByHopNames, splitList } from '../../http/fields.ts';

/** What is known of the hop that the client made to us. */
export interface ClientHop {
  readonly client: string;
  readonly authority: string;
  readonly secure: boolean;
  readonly httpVersion: string;
}

/**
 * Set by us alone: a client that sends them would be believed by the upstream (CVE-2022-31813 is one way to misuse them).
 * With "_" as well: to a program behind CGI or WSGI both are the same. And the pseudo fields of HTTP/2.
 */
const FORWARDED = /^(:|(forwarded|x[-_]forwarded[-_].*|x[-_]real[-_]ip|x[-_]original[-_]url|x[-_]rewrite[-_]url)$)/;

/**
 * The fields that go upstream: end to end ones as sent, in order, and what this hop adds. One pass: it is on the way of
 * every request.
 * @param rawHeaders Node's flat list; of HTTP/2 also the pseudo fields
 * @param marker our pseudonym in `Via`, by which a loop is recognised
 */
export function requestFields(rawHeaders: readonly string[], hop: ClientHop, host: string, marker: string): string[] {
  const dropped = oneHopNames(rawHeaders);
  const fields = ['Host', host];
  const cookies: string[] = [];
  const via: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name = '', value = ''] = [rawHeaders[i], rawHeaders[i + 1]];
    const lower = name.toLowerCase();
    if (lower === 'cookie') cookies.push(value);
    else if (lower === 'via') via.push(value);
    else if (!dropped.has(lower) && !OWN.has(lower) && !FORWARDED.test(lower)) fields.push(name, value);
  }
  // RFC 9113 §8.2.3: HTTP/2 may split it, HTTP/1.1 may not.
  if (cookies.length > 0) fields.push('Cookie', cookies.join('; '));
  fields.push(...forwardedFields(hop), 'Via', [...via, `${hop.httpVersion} ${marker}`].join(', '));
  return fields;
}

const OWN = new Set(['host', 'expect']);

/** RFC 7239, and the older fields that most programs read. */
function forwardedFields({ client, authority, secure }: ClientHop): string[] {
  const protocol = secure ? 'https' : 'http';
  const address = client.replace(/^::ffff:/, '');
  const node = address.includes(':') ? `"[${address}]"` : address;
  const host = `"${authority.replace(/["\\]/g, '')}"`;
  return [
    ...['Forwarded', `for=${node};host=${host};proto=${protocol}`],
    ...['X-Forwarded-For', address],
    ...['X-Forwarded-Host', authority],
    ...['X-Forwarded-Proto', protocol],
  ];
}

/** True if the request passed this proxy before (RFC 9110 §7.6.3). */
export function isLoop(via: string | undefined, marker: string): boolean {
  return splitList(via).some((entry) => entry.split(/\s+/)[1] === marker);
}

const ALWAYS_DROPPED: ReadonlySet<string> = hopByHopNames(undefined);

/** Lower-case names of the fields that concern one hop alone: always the same ones, and those that `Connection` lists. */
export function oneHopNames(rawHeaders: readonly string[]): ReadonlySet<string> {
  let listed = '';
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    if (name.length === 10 && name.toLowerCase() === 'connection') listed += `,${rawHeaders[i + 1]}`;
  }
  return /^(,(keep-alive|close|upgrade))*$/i.test(listed) ? ALWAYS_DROPPED : hopByHopNames(listed);
}
