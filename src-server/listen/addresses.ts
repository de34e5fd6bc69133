import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import type { Address } from '../state.ts';
import { isLoopbackName, ownNames } from './host-names.ts';
import { linkKind } from './link-kind.ts';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/**
 * Where a server that is bound to `host` can be reached: this computer's own address, then the network's, then the
 * computer's name, last the addresses that a phone hardly reaches: tunnels, virtual machines, none given by a router.
 */
export function reachableAddresses(
  host: string,
  port: number,
  secure: boolean,
  given?: Interfaces,
): readonly Address[] {
  const url = (name: string) => `${secure ? 'https' : 'http'}://${urlHost(name)}:${port}/`;
  if (!isWildcard(host)) {
    if (isLoopbackName(host.toLowerCase())) return [{ url: url(host), kind: 'loopback' }];
    const kind = isIP(host) ? 'network' : 'name';
    return [{ url: url(host), kind, ...named(interfaceOf(host, given ?? networkInterfaces())) }];
  }
  const interfaces = given ?? networkInterfaces();
  const onNetwork = networkAddresses(interfaces, host === '::');
  const [real, virtual] = [false, true].map((wanted) =>
    onNetwork.filter((one) => (linkKind(one.interface, one.address) !== 'network') === wanted),
  );
  const asAddress = ({ address, interface: name }: OnNetwork): Address => ({
    url: url(address),
    kind: 'network',
    interface: name,
  });
  const name = localName();
  return [
    { url: url('127.0.0.1'), kind: 'loopback' },
    ...(real ?? []).map(asAddress),
    ...(name && onNetwork.length > 0 ? [{ url: url(name), kind: 'name' as const }] : []),
    ...(virtual ?? []).map(asAddress),
  ];
}

/** The host as it stands in a URL: IPv6 in brackets. */
export function urlHost(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}

/** Every interface. */
export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || /^[0:]+$/.test(host);
}

interface OnNetwork {
  readonly address: string;
  readonly interface: string;
}

/** IPv4 before IPv6: it is the one that people can type. Link-local IPv6 needs a zone that browsers do not take. */
function networkAddresses(interfaces: Interfaces, withIPv6: boolean): readonly OnNetwork[] {
  const all = Object.entries(interfaces).flatMap(([name, addresses]) =>
    (addresses ?? []).filter(({ internal }) => !internal).map((info) => ({ ...info, interface: name })),
  );
  const v4 = all.filter(({ family }) => family === 'IPv4');
  const v6 = all.filter(({ family, address }) => family === 'IPv6' && !/^fe[89ab]/i.test(address));
  return withIPv6 ? [...v4, ...v6] : v4;
}

function interfaceOf(host: string, interfaces: Interfaces): string | undefined {
  return Object.entries(interfaces).find(([, addresses]) =>
    addresses?.some(({ address, internal }) => address === host && !internal),
  )?.[0];
}

function named(name: string | undefined): { readonly interface?: string } {
  return name === undefined ? {} : { interface: name };
}

/** The name that mDNS answers to, or undefined where the computer has none that could be one. */
function localName(): string | undefined {
  if (!answersForItsName()) return undefined;
  const short = ownNames().at(-1);
  return short !== undefined && /^[a-z0-9-]{1,63}$/.test(short) && short !== 'localhost' ? `${short}.local` : undefined;
}

/** macOS and Windows answer mDNS for the computer's name themselves, Linux where Avahi runs: an address must lead somewhere. */
function answersForItsName(): boolean {
  return process.platform !== 'linux' || existsSync('/run/avahi-daemon/socket');
}
