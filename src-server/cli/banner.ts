import { urlHost } from '../listen/addresses.ts';
import type { Address, ServerState } from '../state.ts';

export type Running = Extract<ServerState, { kind: 'running' }>;

/** Python's own first line, then one line for each further address. */
export function banner({ host, address = host, port, secure, addresses }: Running): string {
  const scheme = secure ? 'https' : 'http';
  const first = `${scheme}://${urlHost(address)}:${port}/`;
  const further = addresses.filter(({ url }) => url !== first).map((each) => `  ${each.url}  ${reach(each)}`);
  return [`Serving ${scheme.toUpperCase()} on ${address} port ${port} (${first}) ...`, ...further, ''].join('\n');
}

/** Python binds every interface; who comes from there is told how to get that. */
export function networkHint(): string {
  return 'Only this computer can open it; add --bind 0.0.0.0 for the whole network.\n';
}

/** The address that most others can reach: what a phone should be given. */
export function widestAddress(addresses: readonly Address[]): string | undefined {
  return (addresses.find(({ kind }) => kind === 'network') ?? addresses[0])?.url;
}

function reach({ kind, interface: name }: Address): string {
  if (kind === 'loopback') return 'this computer';
  return kind === 'name' ? 'by name' : `network${name === undefined ? '' : ` (${name})`}`;
}
