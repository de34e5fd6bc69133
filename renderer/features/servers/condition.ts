import type { ServerView } from '../../../electron/ipc/contract.ts';
import type { Address } from '../../../src-server/state.ts';

/** What a server's state means for the person; pure. */

export type Trouble = 'port' | 'folder-gone' | 'folder-denied' | 'engine' | 'other';

export function troubleOf({ state }: ServerView): Trouble | undefined {
  if (state.kind === 'running') {
    if (state.root === 'ok') return undefined;
    return state.root === 'missing' ? 'folder-gone' : 'folder-denied';
  }
  if (state.kind !== 'failed') return undefined;
  switch (state.error.code) {
    case 'PORT_IN_USE':
    case 'NO_FREE_PORT':
    case 'PORT_FORBIDDEN':
      return 'port';
    case 'ROOT_MISSING':
      return 'folder-gone';
    case 'ROOT_DENIED':
      return 'folder-denied';
    case 'ENGINE_DIED':
      return 'engine';
    default:
      return 'other';
  }
}

/** A failed start leaves the switch off; a lost folder leaves it on, because the port still answers. */
export function isOn({ on, state }: ServerView): boolean {
  return on && state.kind !== 'failed';
}

/** Addresses that answer right now. */
export function addressesOf({ state }: ServerView): readonly Address[] {
  return state.kind === 'running' ? state.addresses : [];
}

/** Reachable from other devices right now. */
export function isVisible(server: ServerView): boolean {
  return addressesOf(server).some(({ kind }) => kind !== 'loopback');
}

export function localAddress(server: ServerView): Address | undefined {
  return addressesOf(server).find(({ kind }) => kind === 'loopback');
}

export function networkAddress(server: ServerView): Address | undefined {
  const addresses = addressesOf(server);
  return addresses.find(({ kind }) => kind === 'network') ?? addresses.find(({ kind }) => kind === 'name');
}

/** The address that reaches furthest: the one to copy. */
export function widestAddress(server: ServerView): Address | undefined {
  return networkAddress(server) ?? localAddress(server);
}

/** The port that answers, else the one that is wanted; undefined for "any free one". */
export function portOf({ config, state }: ServerView): number | undefined {
  if (state.kind === 'running') return state.port;
  const port = config.port ?? 8000;
  return port === 0 ? undefined : port;
}

/** Where it will be once it runs. */
export function expectedUrl(server: ServerView): string {
  const scheme = server.config.tls ? 'https' : 'http';
  const port = portOf(server);
  return `${scheme}://localhost${port === undefined ? '' : `:${port}`}/`;
}

/** Listens on, or will listen on, more than this computer. */
export function wantsNetwork({ config }: ServerView): boolean {
  const host = config.host ?? '127.0.0.1';
  return !(host === 'localhost' || host === '::1' || host.startsWith('127.'));
}
