import { networkInterfaces } from 'node:os';
import { isWildcard } from '../../src-server/listen/addresses.ts';
import { linkKind } from '../../src-server/listen/link-kind.ts';
import type { Address, ServerState } from '../../src-server/state.ts';
import type { LinkAddress, ReachFacts } from '../ipc/contract.ts';
import { accepts } from './accepts.ts';
import { activeFirewall } from './firewall.ts';

type Interfaces = ReturnType<typeof networkInterfaces>;

/** What can be found out from this computer about why another device does not get through. */
export async function reachFacts(
  state: ServerState,
  platform: NodeJS.Platform = process.platform,
  interfaces: Interfaces = networkInterfaces(),
): Promise<ReachFacts> {
  const addresses = state.kind === 'running' ? state.addresses : [];
  const [links, firewall] = await Promise.all([
    Promise.all(addresses.filter(({ kind }) => kind === 'network').map(tried)),
    activeFirewall(platform),
  ]);
  return {
    links,
    everyInterface: state.kind === 'running' && isWildcard(state.host),
    vpn: vpnOf(interfaces),
    ...(firewall ? { firewall } : {}),
  };
}

async function tried({ url, interface: name = '' }: Address): Promise<LinkAddress> {
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const answers = await accepts(host, Number(port || (protocol === 'https:' ? 443 : 80)));
  return { url, interface: name, kind: linkKind(name, host), answers };
}

/** An interface of a VPN that is up, whether or not the server listens on it. Link-local addresses are always there on macOS. */
function vpnOf(interfaces: Interfaces): string | null {
  for (const [name, addresses] of Object.entries(interfaces)) {
    const own = addresses?.filter(({ address, internal }) => !internal && !/^fe[89ab]/i.test(address)) ?? [];
    if (own.some(({ address }) => linkKind(name, address) === 'tunnel')) return name;
  }
  return null;
}
