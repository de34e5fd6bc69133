import { say } from '../../build/project.ts';
import type { BenchOptions } from '../options.ts';
import { nativePeers } from '../peers/native.ts';
import { npmPeers } from '../peers/npm.ts';
import type { Peer } from '../peers/peer.ts';
import type { Row } from '../report/row.ts';
import { freePort, ServerProcess } from './server-process.ts';
import { WorkFolder } from './work-folder.ts';

/** What all groups of rows share in one run. */
export class BenchRun {
  readonly options: BenchOptions;
  readonly work = new WorkFolder();
  readonly rows: Row[] = [];
  /** What could not be measured, and why. */
  readonly skipped: string[] = [];
  readonly #peers = new Map<string, Peer>();

  constructor(options: BenchOptions) {
    this.options = options;
    for (const peer of [...nativePeers(), ...npmPeers()]) {
      if ('reason' in peer) this.skip(`${peer.name}: ${peer.reason}`);
      else this.#peers.set(peer.name, peer);
    }
  }

  get peers(): readonly Peer[] {
    return [...this.#peers.values()];
  }

  /** Undefined for one that is not here, which has been said. */
  peer(name: string): Peer | undefined {
    return this.#peers.get(name);
  }

  skip(what: string): void {
    say(`SKIPPED ${what}`);
    this.skipped.push(what);
  }

  add(row: Row): void {
    this.rows.push(row);
  }

  /** Starts a server for a folder. @returns undefined if it does not work here, which is said */
  async start(peer: Peer, root: string, core: 'server' | 'any' = 'server'): Promise<ServerProcess | undefined> {
    try {
      return await this.startOurs(peer, root, core);
    } catch (error) {
      this.skip((error as Error).message);
      return undefined;
    }
  }

  /** As `start`, for what must work. @throws Error with its last words */
  async startOurs(peer: Peer, root: string, core: 'server' | 'any' = 'server'): Promise<ServerProcess> {
    const port = await freePort();
    const command = peer.command(root, port, this.work.path);
    return ServerProcess.start({ name: peer.name, port, logFolder: this.work.folder('logs'), core, ...command });
  }
}
