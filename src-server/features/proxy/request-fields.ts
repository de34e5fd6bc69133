import { isIPv6 } from 'node:net';
import { type Fields, hopByHopNames, splitList } from '../../http/fields.ts';

/** What is known of the hop that the client made to us. */
export interface ClientHop {
  readonly client: string;
  readonly authority: string;
  readonly secure: boolean;
  readonly httpVersion: string;
}

/** Set by us alone: a client that sends them would be believed by the upstream (CVE-2022-31813 is one way to misuse them). */
const FORWARDED = /^(forwarded|via|x-forwarded-.*|x-real-ip|x-original-url|x-rewrite-url)$/;

/**
 * The fields that go upstream: end to end ones as sent, in order, and what this hop adds.
 * @param rawHeaders Node's flat list; of HTTP/2 also the pseudo fields
 * @param marker our pseudonym in `Via`, by which a loop is recognised
 */
export function requestFields(rawHeaders: readonly string[], hop: ClientHop, host: string, marker: string): string[] {
  const sent = pairs(rawHeaders);
  const connection = valuesOf(sent, 'connection').join(',');
  const dropped = hopByHopNames(connection);
  const kept = sent.filter(([name]) => {
    const lower = name.toLowerCase();
    return !dropped.has(lower) && !FORWARDED.test(lower) && !OWN.has(lower) && !lower.startsWith(':');
  });
  const cookies = valuesOf(sent, 'cookie');
  return [
    'Host',
    host,
    ...kept.flat(),
    // RFC 9113 §8.2.3: HTTP/2 may split it, HTTP/1.1 may not.
    ...(cookies.length > 0 ? ['Cookie', cookies.join('; ')] : []),
    ...forwardedFields(hop),
    'Via',
    [...valuesOf(sent, 'via'), `${hop.httpVersion} ${marker}`].join(', '),
  ];
}

const OWN = new Set(['host', 'cookie', 'expect']);

/** RFC 7239, and the older fields that most programs read. */
function forwardedFields({ client, authority, secure }: ClientHop): string[] {
  const protocol = secure ? 'https' : 'http';
  const address = client.replace(/^::ffff:/, '');
  const node = isIPv6(address) ? `"[${address}]"` : address;
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

export function pairs(flat: readonly string[]): Fields {
  return Array.from({ length: flat.length >> 1 }, (_, i) => [flat[2 * i] ?? '', flat[2 * i + 1] ?? ''] as const);
}

function valuesOf(fields: Fields, name: string): string[] {
  return fields.filter(([candidate]) => candidate.toLowerCase() === name).map(([, value]) => value);
}
