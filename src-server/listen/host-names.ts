import { isIP } from 'node:net';
import { hostname as computerName, networkInterfaces } from 'node:os';
import { withDottedIpv4 } from '../http/host.ts';

/** How long a look at the network interfaces is good for: they change with the Wi-Fi, requests come by the thousand. */
const FRESH_MS = 2_000;

interface KnownHosts {
  /** `allowedHosts` of the options; "*" = any. */
  readonly allowedHosts: readonly string[];
  /** Addresses of this computer without brackets, in lower case: see `ownAddresses`. */
  readonly ownAddresses: ReadonlySet<string>;
}

/**
 * Whether a request's Host may be answered. A page elsewhere can point its own name at this computer (DNS rebinding); it
 * cannot make the browser send one of these names.
 * @param hostname host part of the `Host` field without port; IPv6 with or without brackets
 */
export function isKnownHost(hostname: string, known: KnownHosts): boolean {
  const name = canonical(hostname);
  return (
    isLoopbackName(name) ||
    known.ownAddresses.has(name) || // looked up here, and not for the names that most requests have
    name.endsWith('.local') ||
    ownNames().includes(name) ||
    known.allowedHosts.some((allowed) => allowed === '*' || canonical(allowed) === name)
  );
}

/** Asks it for a server that is bound to `host`, of the addresses that the computer has at that time. */
export function knownHosts({
  host,
  allowedHosts,
}: {
  readonly host: string;
  readonly allowedHosts: readonly string[];
}) {
  const known: KnownHosts = {
    allowedHosts,
    get ownAddresses() {
      return ownAddresses(host);
    },
  };
  return (hostname: string): boolean => isKnownHost(hostname, known);
}

/** `localhost`, `*.localhost`, 127.0.0.0/8 and ::1. Expects lower case without brackets. */
export function isLoopbackName(name: string): boolean {
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1') return true;
  const address = unmapped(name);
  return isIP(address) === 4 && address.startsWith('127.');
}

/** Who dials "::ffff:127.0.0.1" comes to 127.0.0.1 (RFC 4291 §2.5.5.2). */
const unmapped = (address: string): string => withDottedIpv4(address).replace(/^::ffff:(?=\d+\.)/, '');

let looked: { readonly atMs: number; readonly addresses: ReadonlySet<string> } | undefined;

/**
 * Addresses of this computer's interfaces, and the one the server is bound to. A look needs a file descriptor: while there is
 * none to spare, what was seen before holds.
 * @throws SystemError when the very first look fails
 */
export function ownAddresses(boundHost: string, nowMs = Date.now(), look = networkInterfaces): ReadonlySet<string> {
  if (!looked || nowMs - looked.atMs > FRESH_MS) looked = { atMs: nowMs, addresses: lookAgain(look) };
  const bound = canonical(boundHost);
  return isIP(bound) === 0 || looked.addresses.has(bound) ? looked.addresses : new Set([...looked.addresses, bound]);
}

function lookAgain(look: typeof networkInterfaces): ReadonlySet<string> {
  try {
    const all = Object.values(look()).flatMap((addresses) => addresses ?? []);
    return new Set(all.map(({ address }) => canonical(address)));
  } catch (error) {
    if (looked) return looked.addresses;
    throw error;
  }
}

/** What the computer is called: whole, and without its domain. */
export function ownNames(): readonly string[] {
  const name = canonical(computerName());
  return [name, name.replace(/\..*$/, '')].filter((own) => own !== '');
}

/** Lower case, without brackets, zone and the root's dot at the end; of an IPv4-mapped address the IPv4 one. */
export function canonical(hostname: string): string {
  const name = hostname.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  return unmapped(name.replace(/%.*$/, '').replace(/\.$/, ''));
}
