import { isIPv6 } from 'node:net';

export interface Host {
  /** Lower case; an IPv6 address stands without brackets, in its canonical text (RFC 5952). */
  readonly hostname: string;
  /** Absent when the field names none, or an empty one (`host:`), which RFC 3986 §3.2.3 allows. */
  readonly port?: number;
}

/** RFC 3986 §3.2.2 reg-name; IPv4 is a subset of it. No "@", so userinfo never passes (RFC 9110 §4.2.4). */
const REG_NAME = /^((?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+)(?::(\d*))?$/;
const IP_LITERAL = /^\[([0-9A-Fa-f:.]+)\](?::(\d*))?$/;

/**
 * A `Host` field value or an authority: `uri-host [":" port]` (RFC 9110 §7.2). `undefined` for anything else, the empty
 * value included: an "http" origin has a host (§4.2.1).
 */
export function parseHost(field: string | undefined): Host | undefined {
  if (!field || field.length > 255 + ':65535'.length) return undefined; // RFC 1035 §2.3.4: 255 octets
  const literal = field.startsWith('[');
  const [, name = '', digits = ''] = (literal ? IP_LITERAL : REG_NAME).exec(field) ?? [];
  const hostname = literal ? canonicalIpv6(name) : name.toLowerCase();
  if (!hostname) return undefined;
  if (digits === '') return { hostname };
  const port = Number(digits);
  return port <= 65_535 ? { hostname, port } : undefined;
}

/** "0:0:0:0:0:0:0:1" and "::1" are one host: whoever compares names must see one spelling. */
function canonicalIpv6(address: string): string | undefined {
  return isIPv6(address) ? withDottedIpv4(new URL(`http://[${address}]`).hostname.slice(1, -1)) : undefined;
}

/** An IPv4-mapped address shows the IPv4 one in it (RFC 5952 §5); the URL Standard writes "::ffff:7f00:1". */
export function withDottedIpv4(address: string): string {
  return address.replace(/^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/, (_, high: string, low: string) => {
    const halves = [high, low].map((half) => Number.parseInt(half, 16));
    return `::ffff:${halves.flatMap((half) => [half >> 8, half & 0xff]).join('.')}`;
  });
}
