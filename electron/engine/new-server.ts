import type { ConfigInput } from '../../src-server/config/schema.ts';
import type { NewServers } from '../settings-shape.ts';

const LAST_PORT = 65_535;

/** Options of a folder that was just added, as the person wants new ones. */
export function newServer(root: string, wanted: NewServers, takenPorts: Iterable<number>): ConfigInput {
  const { visible, firstPort, listing, dotfiles, liveReload } = wanted;
  return {
    root,
    port: newPort(firstPort, takenPorts),
    ...(visible ? { host: '0.0.0.0' } : {}),
    ...(listing ? {} : { listing }),
    ...(dotfiles === 'hide' ? {} : { dotfiles }),
    ...(liveReload ? { liveReload } : {}),
  };
}

/** The first port from `first` up that none of our own servers has. Whether another program holds it, listening will tell. */
function newPort(first: number, taken: Iterable<number>): number {
  const own = new Set(taken);
  let port = first;
  while (own.has(port)) port = port === LAST_PORT ? 1024 : port + 1;
  return port;
}
