import { connect } from 'node:net';
import { powerMonitor, powerSaveBlocker } from 'electron';
import type { ServerState } from '../src-server/state.ts';
import type { Servers } from './engine/servers.ts';

const PROBE_MS = 3_000;

/** Keeps the computer, not the screen, awake while something is being transferred. Call `update` when either changed. */
export class KeepAwake {
  #blocker: number | undefined;

  update(transfers: number, allowed: boolean): void {
    const wanted = allowed && transfers > 0;
    if (wanted) this.#blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (this.#blocker !== undefined) {
      powerSaveBlocker.stop(this.#blocker);
      this.#blocker = undefined;
    }
  }
}

/** After sleep an interface may be gone and its listener with it: those that do not answer listen anew. */
export function checkAfterResume(servers: Servers): void {
  powerMonitor.on('resume', () => void reviveListeners(servers));
}

async function reviveListeners(servers: Servers): Promise<void> {
  await Promise.all(
    servers.folders.map(async (folder) => {
      if (folder.state.kind === 'running' && !(await answers(folder.state))) await folder.restart();
    }),
  );
}

function answers({ host, port }: Extract<ServerState, { kind: 'running' }>): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: reachable(host), port, timeout: PROBE_MS });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}

/** "Every interface" is no address to connect to. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}
