import type { ServerView } from './ipc/contract.ts';

/** What the tray shows at a glance. Trouble outranks visibility, visibility outranks serving. */
export type Glance = 'off' | 'serving' | 'network' | 'trouble';

export interface ServingSummary {
  readonly glance: Glance;
  readonly on: number;
  readonly visible: number;
  /** The first server that needs someone. */
  readonly troubled: ServerView | undefined;
}

export function summarize(servers: readonly ServerView[]): ServingSummary {
  const running = servers.filter(({ state }) => state.kind === 'running');
  const visible = running.filter(isVisible).length;
  const troubled = servers.find(isTroubled);
  const glance = troubled ? 'trouble' : visible > 0 ? 'network' : running.length > 0 ? 'serving' : 'off';
  return { glance, on: running.length, visible, troubled };
}

/** Other computers can reach it. */
function isVisible({ state }: ServerView): boolean {
  return state.kind === 'running' && state.addresses.some(({ kind }) => kind === 'network');
}

function isTroubled({ state }: ServerView): boolean {
  return state.kind === 'failed' || (state.kind === 'running' && state.root !== 'ok');
}

/** The address to give to others: the widest reaching one, the network's before a name, a name before this computer's. */
export function addressToShare({ state }: ServerView): string | undefined {
  if (state.kind !== 'running') return undefined;
  const by = (kind: string) => state.addresses.find((address) => address.kind === kind)?.url;
  return by('network') ?? by('name') ?? by('loopback');
}
